using System.Text;
using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Passes;

/// <summary>Random accesses around the end of a memory, whoever checks them: the same ones trap, and everything before them has happened.</summary>
public sealed class BoundsTests
{
    private const int Functions = 40;
    private const int Statements = 14;

    /// <summary>Where the first argument lies, from the end of the memory.</summary>
    private static readonly int[] Distances = [-90, -64, -40, -24, -17, -16, -12, -8, -5, -4, -3, -2, -1, 0, 1, 60_000];

    private static readonly Engine Guarded = new(), Checked = new(EngineOptions.Default with { MemoryChecks = MemoryChecks.Explicit });

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Effects_end_where_the_first_access_is_outside(int seed)
    {
        string[] bodies = [.. Enumerable.Range(0, Functions).Select(i => Body(new Random(seed * Functions + i)))];
        Instance[] guests = [Instantiate(Guarded, bodies, "i32"), Instantiate(Checked, bodies, "i32"), Instantiate(Guarded, bodies, "i64")];
        for (int f = 0; f < Functions; f++)
        {
            foreach (int distance in Distances)
            {
                string[] outcomes = [.. guests.Select(guest => Outcome(guest, f, distance))];
                Assert.True(outcomes.Distinct().Count() == 1, $"{bodies[f]} at {distance}: {string.Join(" | ", outcomes)}");
            }
        }
    }

    private static Instance Instantiate(Engine engine, string[] bodies, string type)
    {
        IEnumerable<string> functions = bodies.Select((body, i) => $"""
            (func (export "f{i}") (param $p P) (param $q P) (local $n i32)
              {body})
            """);
        string wat = $"(memory (export \"m\") P 1 3) (global $g (export \"g\") (mut i32) (i32.const 0)) (func $id (param i32) (result i32) (local.get 0)) {string.Concat(functions)}";
        return engine.Compile(WatParser.Parse(wat.Replace("P.", type + ".", StringComparison.Ordinal).Replace(" P", " " + type, StringComparison.Ordinal))).Instantiate();
    }

    /// <summary>What a call leaves behind: how it ended, the global and the memory.</summary>
    private static string Outcome(Instance guest, int function, int distance)
    {
        Memory memory = guest.GetMemory("m");
        guest.GetGlobal("g").Value = 0;
        memory.Write(0, new byte[memory.ByteLength]);
        long p = memory.ByteLength + distance, q = memory.ByteLength - 200;
        string ending = "returned";
        try
        {
            if (memory.Type.Is64) guest.GetFunction($"f{function}").Invoke(p, q);
            else guest.GetFunction($"f{function}").Invoke((int)p, (int)q);
        }
        catch (TrapException trap)
        {
            ending = trap.Kind.ToString();
        }
        var hash = new HashCode();
        hash.AddBytes(memory.Span(0, (int)memory.ByteLength));
        return $"{ending} {guest.GetGlobal("g").Value.AsInt32()} {memory.ByteLength} {hash.ToHashCode()}";
    }

    private static string Body(Random random)
    {
        var text = new StringBuilder();
        for (int i = 0; i < Statements; i++) text.Append(Statement(random, depth: 0));
        return text.ToString();
    }

    private static string Statement(Random random, int depth) => random.Next(depth < 2 ? 16 : 11) switch
    {
        < 3 => $"(global.set $g (i32.add (i32.mul (global.get $g) (i32.const 31)) {Load(random)})) ",
        < 5 => $"(i32.store{Width(random)} offset={Offset(random)} {Address(random)} (i32.add (global.get $g) (i32.const {random.Next(1, 1000)}))) ",
        5 => $"(i32.store{Width(random)} offset={Offset(random)} {Address(random)} {Load(random)}) ",
        6 => $"(i64.store offset={Offset(random)} {Address(random)} (i64.const {random.NextInt64()})) ",
        7 => $"(local.set $q (P.add (local.get {(random.Next(2) == 0 ? "$p" : "$q")}) (P.const {random.Next(-16, 24)}))) ",
        8 => $"(local.set $p (P.add (local.get $p) (P.const {random.Next(-8, 12)}))) ",
        9 => $"(global.set $g (i32.add {Load(random)} {Load(random)})) ",
        10 => random.Next(6) == 0 ? "(drop (memory.grow (P.const 1))) " : "(global.set $g (call $id (global.get $g))) ",
        < 13 => $"(block (br_if 0 (i32.and (global.get $g) (i32.const {1 << random.Next(4)}))) {Statement(random, depth + 1)}{Statement(random, depth + 1)}) ",
        < 15 => $"(if (i32.and (global.get $g) (i32.const {1 << random.Next(4)})) (then {Statement(random, depth + 1)}) (else {Statement(random, depth + 1)})) ",
        _ => $"(local.set $n (i32.const {random.Next(1, 5)})) (loop $l (local.set $n (i32.sub (local.get $n) (i32.const 1))) {Statement(random, depth: 2)}{Statement(random, depth: 2)}(br_if $l (i32.gt_s (local.get $n) (i32.const 0)))) ",
    };

    private static string Load(Random random) => random.Next(6) switch
    {
        0 => $"(i32.wrap_i64 (i64.load offset={Offset(random)} {Address(random)}))",
        1 => $"(i32.load8_u offset={Offset(random)} {Address(random)})",
        2 => $"(i32.load16_s offset={Offset(random)} {Address(random)})",
        _ => $"(i32.load offset={Offset(random)} {Address(random)})",
    };

    private static string Width(Random random) => random.Next(3) switch { 0 => "8", 1 => "16", _ => "" };

    private static int Offset(Random random) => random.Next(4) switch { 0 => 0, 1 => 4 * random.Next(20), _ => random.Next(24) };

    private static string Address(Random random) => random.Next(5) switch
    {
        0 => "(local.get $q)",
        1 => $"(P.add (local.get $p) (P.const {random.Next(-4, 20)}))",
        _ => "(local.get $p)",
    };
}
