using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Passes;

/// <summary>What is added to an address becomes part of the offset only where it doesn't wrap.</summary>
public sealed class OffsetTests
{
    private const string Touch = "(drop (i32.load (local.get 0)))";

    private static readonly Engine[] Engines = [new(), new(EngineOptions.Default with { MemoryChecks = MemoryChecks.Explicit })];

    /// <summary>The bytes up to 63 are the last hexadecimal digits of their addresses.</summary>
    [Theory]
    [InlineData("(i32.load8_u (i32.add (local.get 0) (i32.const 5)))", 16, 5)]
    [InlineData("(i32.load8_u (i32.add (local.get 0) (i32.const -5)))", 16, 11)]
    [InlineData(Touch + "(i32.load8_u (i32.add (local.get 0) (i32.const 5)))", 16, 5)]
    [InlineData(Touch + "(i32.load8_u (i32.add (local.get 0) (i32.const -5)))", 16, 11)]
    [InlineData(Touch + "(i32.load8_u offset=2 (i32.add (local.get 0) (i32.const -5)))", 16, 13)]

    // The last that doesn't wrap, the first that does.
    [InlineData(Touch + "(i32.load8_u (i32.add (local.get 0) (i32.const 0xFFFF0003)))", 65532, -1)]
    [InlineData(Touch + "(i32.load8_u (i32.add (local.get 0) (i32.const 0xFFFF0004)))", 65532, 0)]
    [InlineData(Touch + "(i32.load8_u (i32.add (local.get 0) (i32.const 0xFFFF0007)))", 65532, 3)]

    // Through another local.
    [InlineData(Touch + "(local.set 1 (i32.add (local.get 0) (i32.const 6))) (i32.load8_u offset=1 (local.get 1))", 16, 7)]
    [InlineData(Touch + "(local.set 1 (i32.add (local.get 0) (i32.const -6))) (i32.load8_u (i32.add (local.get 1) (i32.const 8)))", 16, 2)]
    [InlineData(Touch + "(local.set 1 (i32.add (local.get 0) (i32.const 6))) (local.set 0 (i32.const 0)) (i32.load8_u (local.get 1))", 17, 7)]
    [InlineData(Touch + "(local.set 1 (i32.add (local.get 0) (i32.const 6))) (local.set 2 (i32.add (local.get 1) (i32.const 2))) (i32.load8_u offset=1 (local.get 2))", 16, 9)]
    [InlineData(Touch + "(local.set 0 (i32.add (local.get 0) (i32.const 4))) (i32.load8_u (local.get 0))", 16, 4)]
    [InlineData(Touch + "(local.set 1 (i32.add (local.get 0) (i32.const 6))) (block (br_if 0 (local.get 0)) (local.set 1 (i32.const 1))) (i32.load8_u (local.get 1))", 16, 6)]
    [InlineData(Touch + "(local.set 1 (i32.const 1)) (block (br_if 0 (local.get 0)) (local.set 1 (i32.add (local.get 0) (i32.const 6)))) (i32.load8_u (local.get 1))", 16, 1)]
    [InlineData(Touch + "(block (br_if 0 (local.get 0)) (local.set 0 (i32.const 65535)) (drop (i32.load8_u (local.get 0)))) (i32.load8_u (i32.add (local.get 0) (i32.const 2)))", 16, 2)]
    [InlineData("(local.set 1 (i32.add (local.get 0) (i32.const 1))) (loop (local.set 2 (i32.load8_u (local.get 1))) (local.set 1 (i32.add (local.get 1) (i32.const 2))) (br_if 0 (i32.lt_u (local.get 1) (i32.const 24)))) (local.get 2)", 16, 7)]
    [InlineData(Touch + "(loop (local.set 1 (i32.add (local.get 0) (i32.const 3))) (local.set 0 (i32.add (local.get 0) (i32.const 1))) (br_if 0 (i32.lt_u (local.get 0) (i32.const 24)))) (i32.load8_u (local.get 1))", 16, 10)]

    // What is accessed first traps, whatever comes then.
    [InlineData(Touch + "(i32.load8_u (i32.add (local.get 0) (i32.const 5)))", -4, -1)]
    [InlineData("(i32.load8_u (i32.add (local.get 0) (i32.const 5)))", -4, 1)]
    [InlineData("(drop (i32.load8_u (i32.add (local.get 0) (i32.const 5)))) (i32.load8_u (i32.add (local.get 0) (i32.const 7)))", -4, 3)]
    [InlineData("(local.set 1 (i32.add (local.get 0) (i32.const 5))) (drop (i32.load8_u (local.get 1))) (i32.load8_u (i32.add (local.get 1) (i32.const 2)))", -4, 3)]
    [InlineData("(local.set 1 (i32.add (local.get 0) (i32.const 5))) (drop (i32.load8_u (local.get 1))) (drop (i32.load8_u (local.get 0))) (i32.load8_u (local.get 1))", -4, -1)]
    public void The_address_is_the_sum_modulo_32_bits(string body, int argument, int expected)
    {
        string digits = string.Concat(Enumerable.Range(0, 64).Select(i => $"\\{i % 16:x2}"));
        foreach (Engine engine in Engines)
        {
            foreach (string size in (string[])["1", "1 1", "1 65536"])
            {
                Instance guest = Instantiate(engine, $"""
                    (memory {size}) (data (i32.const 0) "{digits}")
                    (func (export "f") (param i32) (result i32) (local i32 i32) {body})
                    """);
                int result = Run(guest, argument);
                Assert.Equal(expected, result);
            }
        }
    }

    [Theory]
    [InlineData("(memory (export \"m\") 65536)", "(memory 65536)")]
    [InlineData("(memory (export \"m\") 65536)", "(memory (import \"host\" \"m\") 1)")]
    [InlineData("(memory (export \"m\") 65536 65536)", "(memory (import \"host\" \"m\") 1 65536)")]
    public void In_a_memory_of_4_GiB_sums_wrap(string host, string guest)
    {
        foreach (Engine engine in Engines)
        {
            var imports = new Imports { { "host", Instantiate(engine, host) } };
            Instance instance = Instantiate(engine, $"""
                {guest}
                (func (export "f") (param i32) (result i32)
                  (i32.store8 (i32.const 1) (i32.const 9))
                  (i32.store (local.get 0) (i32.const 1))
                  (i32.load8_u (i32.add (local.get 0) (i32.const 5))))
                """, imports);
            Assert.Equal(9, Run(instance, -4));
        }
    }

    private static Instance Instantiate(Engine engine, string wat, Imports? imports = null) => engine.Compile(WatParser.Parse(wat)).Instantiate(imports);

    /// <summary>Calls the export "f"; -1 where it traps.</summary>
    private static int Run(Instance guest, int argument)
    {
        try
        {
            return guest.GetFunction("f").Invoke(argument)[0].AsInt32();
        }
        catch (TrapException)
        {
            return -1;
        }
    }
}
