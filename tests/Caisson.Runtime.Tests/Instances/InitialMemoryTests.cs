namespace Caisson.Runtime.Tests.Instances;

/// <summary>Instances after the first begin with an image of large segments, and can't be told from it.</summary>
public sealed class InitialMemoryTests
{
    private static readonly string Large = string.Concat(Enumerable.Repeat("0123456789abcdef", 4096));

    [Fact]
    public void All_instances_begin_alike_and_apart()
    {
        Module module = Guest.Compile($"""
            (memory (export "memory") 2 4)
            (data (i32.const 100) "{Large}")
            (data (i32.const 104) "later")
            (data (i32.const 131067) "at the end")
            (data $passive "x")
            (func (export "init") (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 5)))
            """.Replace("at the end", "the e", StringComparison.Ordinal));
        for (int i = 0; i < 4; i++)
        {
            Instance instance = module.Instantiate();
            Memory memory = instance.GetMemory();
            Assert.Equal("\0\0" + "0123later9abcdef0", memory.ReadString(98, 19));
            Assert.Equal("the e", memory.ReadString(131067, 5));
            memory.Write(100, 0x2A2A2A2A2A2A2A2A);
            Assert.Equal(2, memory.Grow(2));
            Assert.Equal(0, memory.Read<int>(131072));
            memory.Write(131072, 1);
            Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, instance.GetFunction<Action>("init"));
            if (i % 2 == 1) instance.Dispose();
        }
    }

    [Theory]
    [InlineData("(import \"host\" \"at\" (global $at i32))", "(global.get $at)")]
    [InlineData("", "(i32.add (i32.const 60) (i32.const 40))")]
    public void Offsets_that_are_computed_count(string import, string offset)
    {
        Module module = Guest.Compile($"{import} (memory (export \"memory\") 2) (data (i32.const 0) \"{Large}\") (data {offset} \"here\")");
        for (int i = 0; i < 3; i++)
        {
            Instance instance = module.Instantiate(new Imports { { "host", "at", new Global(new Wasm.Syntax.GlobalType(Wasm.Syntax.ValType.I32, Mutable: false), 100) } });
            Assert.Equal("0123here89", instance.GetMemory().ReadString(96, 10));
        }
    }

    [Fact]
    public void A_segment_that_doesnt_fit_traps_each_time()
    {
        Module module = Guest.Compile($"(memory 2) (data (i32.const 0) \"{Large}\") (data (i32.const 131072) \"x\")");
        for (int i = 0; i < 3; i++) Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => module.Instantiate());
    }

    [Fact]
    public void A_function_left_in_a_table_sees_no_segments_that_were_never_copied()
    {
        Module module = Guest.Compile($"""
            (import "host" "table" (table 2 funcref))
            (memory 2) (data (i32.const 0) "{Large}")
            (func $f (result i32) (i32.load8_u (i32.const 0)))
            (elem (i32.const 0) func $f)
            (elem (i32.const 2) func $f)
            """);
        for (int i = 0; i < 3; i++)
        {
            var table = new Table(new Wasm.Syntax.TableType(new Wasm.Syntax.Limits(2, 2), Wasm.Syntax.ValType.FuncRef));
            Guest.Traps(TrapKind.OutOfBoundsTableAccess, () => module.Instantiate(new Imports { { "host", "table", table } }));
            Assert.Equal(0, ((Function)table[0]!).Invoke()[0].AsInt32());
        }
    }
}
