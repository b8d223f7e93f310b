namespace Caisson.Runtime.Tests;

/// <summary>The last address from which the bytes of an access exist, for all numbers of bytes, whatever checks it, and after growing.</summary>
public sealed class MemoryLimitTests
{
    private static readonly (string Load, string Store, int Width)[] Accesses =
    [
        ("i32.load8_u", "i32.store8", 1), ("i32.load16_u", "i32.store16", 2), ("i32.load", "i32.store", 4), ("i64.load", "i64.store", 8), ("v128.load", "v128.store", 16),
    ];

    private static readonly ulong[] Offsets = [0, 1, 2, 3, 4, 6, 8, 10, 12, 15, 16, 20, 23, 31, 40, 44, 48, 52, 56, 59, 60, 62, 63, 64, 100, 300, 65_535, 65_536, uint.MaxValue];

    public static TheoryData<MemoryChecks, string, string> Memories =>
    [
        .. from checks in (MemoryChecks[])[MemoryChecks.Automatic, MemoryChecks.Explicit]
           from memory in (string[])["(memory (export \"m\") 0 3)", "(memory (export \"m\") 0 3 shared)", "(memory (import \"host\" \"m\") 0 3)", "(memory 1) (memory $m (export \"m\") 0 3)"]
           from type in (string[])["i32", "i64"]
           select (checks, memory.Replace(" 0 3", $" {type} 0 3", StringComparison.Ordinal), type),
    ];

    [Theory]
    [MemberData(nameof(Memories))]
    public void All_bytes_of_an_access_exist_or_it_traps(MemoryChecks checks, string memory, string type)
    {
        ulong[] offsets = type == "i64" ? [.. Offsets, 1UL << 32, ulong.MaxValue - 64, ulong.MaxValue - 1, ulong.MaxValue] : Offsets;
        var cases = (from access in Accesses from offset in offsets select (access.Load, access.Store, access.Width, Offset: offset)).ToArray();
        string index = memory.Contains("$m", StringComparison.Ordinal) ? "$m" : "0";
        IEnumerable<string> functions = cases.Select((c, i) => $"""
            (func (export "load{i}") (param {type}) (drop ({c.Load} {index} offset={c.Offset} (local.get 0))))
            (func (export "store{i}") (param {type}) ({c.Store} {index} offset={c.Offset} (local.get 0) {Ones(c.Load)}))
            """);
        var engine = new Engine(new EngineOptions { MemoryChecks = checks });
        Imports? imports = memory.Contains("import", StringComparison.Ordinal)
            ? new Imports { { "host", Guest.Instantiate(memory.Replace("(import \"host\" \"m\")", "(export \"m\")", StringComparison.Ordinal), engine: engine) } }
            : null;
        string export = imports is null ? "" : "(export \"m\" (memory 0))";
        Instance instance = Guest.Instantiate($"{memory} {export} {string.Concat(functions)}", imports, engine);
        Memory grown = instance.GetMemory("m");
        for (int pages = 0; pages <= 2; pages++)
        {
            Assert.Equal(pages, grown.PageCount);
            for (int i = 0; i < cases.Length; i++) Check(instance, grown, type, i, cases[i].Offset, cases[i].Width);
            grown.Grow(1);
        }
    }

    private static void Check(Instance instance, Memory memory, string type, int number, ulong offset, int width)
    {
        Int128 last = (Int128)memory.ByteLength - offset - width, most = type == "i64" ? ulong.MaxValue : uint.MaxValue;
        foreach (Int128 address in new[] { last - 1, last, last + 1, last + width, 0, most - width, most }.Where(address => address >= 0 && address <= most).Distinct())
        {
            if (memory.ByteLength > 0) memory.Write(memory.ByteLength - 32, new byte[32]);
            bool exists = address <= last;
            Assert.Equal(exists, Succeeds(instance.GetFunction($"load{number}"), type, (ulong)address));
            Assert.Equal(exists, Succeeds(instance.GetFunction($"store{number}"), type, (ulong)address));
            if (!exists && memory.ByteLength > 0) Assert.All(Enumerable.Range(1, 32), i => Assert.Equal(0, memory.Read<byte>(memory.ByteLength - i)));
        }
    }

    private static bool Succeeds(Function function, string type, ulong address)
    {
        try
        {
            function.Invoke(type == "i64" ? (Value)address : (Value)(uint)address);
            return true;
        }
        catch (TrapException trap) when (trap.Kind == TrapKind.OutOfBoundsMemoryAccess)
        {
            return false;
        }
    }

    private static string Ones(string load) => load[..3] switch
    {
        "i32" => "(i32.const -1)",
        "i64" => "(i64.const -1)",
        _ => "(v128.const i64x2 -1 -1)",
    };
}
