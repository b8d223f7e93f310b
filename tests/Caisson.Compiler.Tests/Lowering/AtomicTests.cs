using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Lowering;

/// <summary>Atomic accesses as emitted: checks, addressing, evaluation order. What they compute is tested in the runtime.</summary>
public sealed class AtomicTests
{
    private static readonly Engine Engine = new();

    /// <summary>Every access, with its operands, at the address in local 0.</summary>
    public static TheoryData<string, int> Accesses
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach ((string type, string suffix, int width) in ((string, string, int)[])
                [("i32", "", 4), ("i64", "", 8), ("i32", "8", 1), ("i32", "16", 2), ("i64", "8", 1), ("i64", "16", 2), ("i64", "32", 4)])
            {
                string unsigned = suffix.Length > 0 ? "_u" : "";
                data.Add($"(drop ({type}.atomic.load{suffix}{unsigned} OFFSET ADDRESS))", width);
                data.Add($"({type}.atomic.store{suffix} OFFSET ADDRESS ({type}.const 1))", width);
                foreach (string operation in (string[])["add", "sub", "and", "or", "xor", "xchg"])
                    data.Add($"(drop ({type}.atomic.rmw{suffix}.{operation}{unsigned} OFFSET ADDRESS ({type}.const 1)))", width);
                data.Add($"(drop ({type}.atomic.rmw{suffix}.cmpxchg{unsigned} OFFSET ADDRESS ({type}.const 1) ({type}.const 2)))", width);
            }
            data.Add("(drop (memory.atomic.notify OFFSET ADDRESS (i32.const 1)))", 4);
            data.Add("(drop (memory.atomic.wait32 OFFSET ADDRESS (i32.const 1) (i64.const 0)))", 4);
            data.Add("(drop (memory.atomic.wait64 OFFSET ADDRESS (i64.const 1) (i64.const 0)))", 8);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void Alignment_is_checked_then_bounds(string access, int width)
    {
        foreach (bool shared in (bool[])[true, false])
        {
            foreach (bool is64 in (bool[])[false, true])
            {
                if (!shared && access.Contains(".wait", StringComparison.Ordinal)) continue;
                foreach (int offset in (int[])[0, 3, 65528])
                {
                    Action<long> f = Compile(access, shared, is64, offset);
                    for (long address = 8 - (offset & 7); address < 16; address += 1) Check(f, address, offset, width, is64);
                    for (long address = 65536 - offset - 9; address < 65536 - offset + 9; address++) Check(f, Math.Max(address, 0), offset, width, is64);
                    Check(f, uint.MaxValue, offset, width, is64);
                    if (is64) Check(f, -8, offset, width, is64);
                }
            }
        }
    }

    [Theory]
    [InlineData("wait32", "(i32.const 0)")]
    [InlineData("wait64", "(i64.const 0)")]
    public void Waiting_needs_a_shared_memory(string wait, string expected)
    {
        Action<long> f = Compile($"(drop (memory.atomic.{wait} OFFSET ADDRESS {expected} (i64.const 0)))", shared: false, is64: false, offset: 0);
        Assert.Equal(TrapKind.ExpectedSharedMemory, Assert.Throws<TrapException>(() => f(8)).Kind);
        Assert.Equal(TrapKind.UnalignedAtomic, Assert.Throws<TrapException>(() => f(9)).Kind);
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, Assert.Throws<TrapException>(() => f(65536)).Kind);
    }

    /// <summary>An expected number is wrapped to the width of the access. spec: exec-atomic-rmw-cmpxchg</summary>
    [Theory]
    [InlineData("i32", "8")]
    [InlineData("i32", "16")]
    [InlineData("i64", "8")]
    [InlineData("i64", "16")]
    [InlineData("i64", "32")]
    public void Compares_only_what_it_may_exchange(string type, string width)
    {
        Instance instance = Instantiate($"""
            (memory 1)
            (data (i32.const 0) "\7f\00\00\00")
            (func (export "f") (result i64)
              (drop ({type}.atomic.rmw{width}.cmpxchg_u (i32.const 0) ({type}.add ({type}.shl ({type}.const 1) ({type}.const {width})) ({type}.const 0x7f)) ({type}.const 9)))
              (i64.load (i32.const 0)))
            """);
        Assert.Equal(9L, instance.GetFunction<Func<long>>("f")());
    }

    /// <summary>One local may be all the numbers of an instruction, and is the same after it.</summary>
    [Theory]
    [InlineData("i32", "8", "_u")]
    [InlineData("i32", "16", "_u")]
    [InlineData("i32", "", "")]
    [InlineData("i64", "8", "_u")]
    [InlineData("i64", "16", "_u")]
    [InlineData("i64", "32", "_u")]
    [InlineData("i64", "", "")]
    public void Leaves_its_operands_alone(string type, string width, string unsigned)
    {
        string number = type == "i32" ? "0x12345678" : "0x123456789abcdef0";
        foreach (string operation in new[] { "add", "sub", "and", "or", "xor", "xchg", "cmpxchg" })
        {
            string more = operation == "cmpxchg" ? "(local.get 0)" : "";
            Instance instance = Instantiate($"""
                (memory 1)
                (func $f (param {type}) (result {type})
                  (drop ({type}.atomic.rmw{width}.{operation}{unsigned} (i32.const 0) (local.get 0) {more}))
                  (local.get 0))
                (func (export "f") (result i32) ({type}.eq (call $f ({type}.const {number})) ({type}.const {number})))
                """);
            Assert.True(instance.GetFunction<Func<int>>("f")() == 1, operation);
        }
    }

    [Fact]
    public void Operands_are_evaluated_before_the_checks_and_in_order()
    {
        List<int> order = [];
        Instance instance = Instantiate("""
            (import "h" "a" (func $a (result i32))) (import "h" "b" (func $b (result i32))) (import "h" "c" (func $c (result i32)))
            (memory 1 1 shared)
            (func (export "f") (result i32) (i32.atomic.rmw.cmpxchg (call $a) (call $b) (call $c)))
            """, new Imports { { "h", "a", () => Note(1) }, { "h", "b", () => Note(2) }, { "h", "c", () => Note(3) } });
        Assert.Equal(TrapKind.UnalignedAtomic, Assert.Throws<TrapException>(() => instance.GetFunction<Func<int>>("f")()).Kind);
        Assert.Equal([1, 2, 3], order);

        int Note(int number)
        {
            order.Add(number);
            return number;
        }
    }

    [Fact]
    public void Plain_accesses_keep_their_place()
    {
        Instance instance = Instantiate("""
            (memory 1 1 shared)
            (func (export "before") (result i32)
              (i32.load (i32.const 0))
              (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 5)))
              (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 100))))
            (func (export "both") (result i32)
              (i32.sub (i32.atomic.rmw.add (i32.const 4) (i32.const 1)) (i32.load (i32.const 4))))
            (func (export "dropped") (drop (i32.atomic.load (i32.const 65536))))
            (func (export "select") (param i32) (result i32)
              (select (i32.atomic.rmw.add (i32.const 8) (i32.const 1)) (i32.atomic.rmw.add (i32.const 8) (i32.const 1)) (local.get 0)))
            """);
        Assert.Equal(0, instance.GetFunction<Func<int>>("before")());
        Assert.Equal(105, instance.GetFunction<Func<int>>("before")());
        Assert.Equal(-1, instance.GetFunction<Func<int>>("both")());
        Assert.Throws<TrapException>(() => instance.GetFunction<Action>("dropped")());
        Assert.Equal(1, instance.GetFunction<Func<int, int>>("select")(0));
        Assert.Equal(2, instance.GetFunction<Func<int, int>>("select")(1));
    }

    [Fact]
    public void Each_memory_is_its_own()
    {
        Instance instance = Instantiate("""
            (memory $a 1 1 shared) (memory $b i64 1 1 shared) (memory $c 1)
            (func (export "f") (result i32)
              (i32.atomic.store $b offset=8 (i64.const 0) (i32.const 20))
              (drop (i32.atomic.rmw.add $c (i32.const 8) (i32.const 300)))
              (i32.add (i32.add (i32.atomic.load $a (i32.const 8)) (i32.atomic.load $b (i64.const 8))) (i32.load $c (i32.const 8))))
            """);
        Assert.Equal(320, instance.GetFunction<Func<int>>("f")());
    }

    private static void Check(Action<long> f, long address, int offset, int width, bool is64)
    {
        UInt128 effective = (is64 ? (ulong)address : (uint)address) + (UInt128)(uint)offset;
        TrapKind? expected = (effective & (UInt128)(width - 1)) != 0 ? TrapKind.UnalignedAtomic
            : effective + (UInt128)width > 65536 ? TrapKind.OutOfBoundsMemoryAccess
            : null;
        Exception? thrown = Record.Exception(() => f(address));
        Assert.True((thrown as TrapException)?.Kind == expected && (thrown is null) == (expected is null), $"address {address} + {offset}: expected {expected}, got {thrown}");
    }

    private static Action<long> Compile(string access, bool shared, bool is64, int offset)
    {
        string body = access.Replace("OFFSET", $"offset={offset}", StringComparison.Ordinal)
            .Replace("ADDRESS", is64 ? "(local.get 0)" : "(i32.wrap_i64 (local.get 0))", StringComparison.Ordinal);
        return Instantiate($"(memory {(is64 ? "i64" : "")} 1 1 {(shared ? "shared" : "")}) (func (export \"f\") (param i64) {body})").GetFunction<Action<long>>("f");
    }

    private static Instance Instantiate(string wat, Imports? imports = null) => Engine.Compile(WatParser.Parse(wat)).Instantiate(imports);
}
