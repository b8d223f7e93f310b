namespace Caisson.Compiler.Tests.Lowering;

/// <summary>Modules that would take a careless compiler time or memory beyond all proportion to their size, made byte by byte.</summary>
internal static class HostileShapes
{
    private const byte Block = 0x02, Loop = 0x03, If = 0x04, Empty = 0x40, End = 0x0B, I32 = 0x7F, BrIf = 0x0D, BrTable = 0x0E, Return = 0x0F, TryTable = 0x1F;

    private static readonly byte[] Get0 = [0x20, 0x00];
    private static readonly byte[] Zero = [0x41, 0x00];

    /// <summary>Modules by name, made from a size.</summary>
    public static IReadOnlyDictionary<string, Func<int, byte[]>> All { get; } = new Dictionary<string, Func<int, byte[]>>
    {
        ["functions"] = n => Module(n, [0x00, .. Get0, End]),
        ["functions of 50,000 locals"] = n => Module(n, [0x01, .. Leb(49_999), I32, .. Get0, End]),
        ["calls of a function with very many runs of no locals"] = n => OfBodies(Sized([.. Leb(n), .. Repeat(n, [0x00, I32]), .. Get0, End]), Sized([0x00, .. Repeat(n, [.. Get0, 0x10, 0x00, 0x1A]), .. Get0, End])),
        ["blocks, one in the other"] = n => Function([.. Repeat(n, [Block, Empty]), .. Repeat(n, [End]), .. Get0]),
        ["loops, one in the other"] = n => Function([.. Repeat(n, [Loop, Empty]), .. Repeat(n, [End]), .. Get0]),
        ["loops that go on, one in the other"] = n => Function([.. Repeat(n, [Loop, Empty]), .. Repeat(n, [.. Get0, BrIf, 0x00, End]), .. Get0]),
        ["loops one after the other, with all locals"] = n => Locals(n, [.. Numbers(n, i => [Loop, Empty, 0x20, .. Leb(i), 0x41, 0x01, 0x6B, 0x22, .. Leb(i), BrIf, 0x00, End]), .. Get0]),
        ["conditions, one in the other"] = n => Function([.. Repeat(n, [.. Get0, If, Empty]), .. Repeat(n, [End]), .. Get0]),
        ["blocks with branches, one in the other"] = n => Function([.. Repeat(n, [Block, Empty, .. Get0, BrIf, 0x00]), .. Repeat(n, [End]), .. Get0]),
        ["blocks with branches out of all"] = n => Function([.. Numbers(n, i => [Block, Empty, .. Get0, BrIf, .. Leb(i)]), .. Repeat(n, [End]), .. Get0]),
        ["blocks with locals, one in the other"] = n => Locals(n, [.. Numbers(n, i => [Block, Empty, 0x20, .. Leb(i), BrIf, 0x00]), .. Numbers(n, i => [0x20, .. Leb(i), 0x21, .. Leb(i + 1), End]), .. Get0]),
        ["tables of all outer labels"] = n => Nested(Root(n), depth => [Block, Empty, Block, Empty, .. Get0, BrTable, .. Leb(depth), .. Numbers(depth, Leb), 0x00, End]),
        ["tables of one label"] = n => Function([.. Repeat(n / 1000, [Block, Empty, .. Get0, BrTable, .. Leb(1000), .. Repeat(1000, [0x00]), 0x00, End]), .. Get0]),
        ["tables of many labels"] = n => Function([.. Repeat(100, [Block, Empty]), .. Repeat(n / 100, [Block, Empty, .. Get0, BrTable, .. Leb(100), .. Numbers(100, Leb), 0x00, End]), .. Repeat(100, [End]), .. Get0]),
        ["tables of many labels with a value"] = n => Function([.. Repeat(100, [Block, I32]), .. Repeat(n / 100, [Block, I32, .. Get0, .. Get0, BrTable, .. Leb(100), .. Numbers(100, Leb), 0x00, End, 0x1A]), .. Get0, .. Repeat(100, [End])]),
        ["branches with a value out of all"] = n => Function([.. Numbers(n, i => [Block, I32, .. Get0, .. Get0, BrIf, .. Leb(i), 0x1A]), .. Get0, .. Repeat(n, [End])]),
        ["handlers one after the other"] = n => Function([.. Repeat(n, [Block, Empty, TryTable, Empty, 0x01, 0x02, 0x00, .. Get0, 0x10, 0x00, 0x1A, End, End]), .. Get0]),
        ["handlers, one in the other"] = n => Function([.. Repeat(n, [Block, Empty, TryTable, Empty, 0x01, 0x02, 0x00]), .. Get0, 0x10, 0x00, 0x1A, .. Repeat(n, [End, End]), .. Get0]),
        ["handlers with a thousand clauses"] = n => Function([.. Repeat(n / 1000, [Block, Empty, TryTable, Empty, .. Leb(1000), .. Repeat(1000, [0x00, 0x00, 0x00]), .. Get0, 0x10, 0x00, 0x1A, End, End]), .. Get0]),
        ["handlers within handlers that throw"] = n => Function([.. Repeat(n, [Block, Empty, TryTable, Empty, 0x01, 0x00, 0x00, 0x00]), .. Repeat(n, [.. Get0, If, Empty, 0x08, 0x00, End]), .. Repeat(n, [End, End]), .. Get0]),
        ["handlers with locals"] = n => Locals(500, [.. Numbers(n, i => [Block, Empty, TryTable, Empty, 0x01, 0x02, 0x00, 0x20, .. Leb(i % 500), 0x10, 0x00, 0x21, .. Leb(i % 500), End, End]), .. Get0]),
        ["choices"] = n => Function([.. Get0, .. Repeat(n, [.. Zero, .. Get0, 0x1B])]),
        ["values that are kept"] = n => Function([.. Get0, .. Repeat(n, [0x22, 0x00, 0x41, 0x01, 0x6A])]),
        ["values that are kept in all locals"] = n => Locals(n, [.. Get0, .. Numbers(n, i => [0x22, .. Leb(i + 1)])]),
        ["loads from the same address"] = n => Function([.. Repeat(n, [.. Get0, 0x28, 0x02, 0x00, 0x1A]), .. Get0]),
        ["loads from many addresses"] = n => Locals(n, [.. Numbers(n, i => [0x20, .. Leb(i), 0x28, 0x02, 0x00, 0x21, .. Leb(i)]), .. Get0]),
        ["sums that pile up"] = n => Function([.. Repeat(n, Get0), .. Repeat(n - 1, [0x6A])]),
        ["returns"] = n => Function([.. Repeat(n, [.. Get0, If, Empty, .. Get0, Return, End]), .. Get0]),
        ["calls"] = n => Function([.. Repeat(n, [.. Get0, 0x10, 0x00, 0x1A]), .. Get0]),
        ["comparisons that are kept"] = n => Locals(n, [.. Numbers(n, i => [.. Get0, 0x45, 0x21, .. Leb(i + 1)]), .. Numbers(n, i => [0x20, .. Leb(i + 1), If, Empty, End]), .. Get0]),
        ["calls with a thousand parameters and results"] = n => Wide(n, call: true),
        ["blocks with a thousand parameters and results"] = n => Wide(n, call: false),
    };

    /// <summary>Modules that are large outside of their functions, and have a table and a memory.</summary>
    public static IReadOnlyDictionary<string, Func<int, byte[]>> Data { get; } = new Dictionary<string, Func<int, byte[]>>
    {
        ["a segment of references"] = n => Segments(n, [0x01, 0x00, .. Zero, End, .. Leb(n), .. Repeat(n, [0x00])], []),
        ["segments of references"] = n => Segments(n, [.. Leb(n), .. Numbers(n, i => [0x00, 0x41, .. SignedLeb(i), End, 0x01, 0x00])], []),
        ["a segment of expressions"] = n => Segments(n, [0x01, 0x04, .. Zero, End, .. Leb(n), .. Repeat(n, [0xD2, 0x00, End])], []),
        ["a segment of data"] = n => Segments(1, [0x00], [0x01, 0x00, .. Zero, End, .. Leb(n), .. new byte[n]]),
        ["segments of data"] = n => Segments(1, [0x00], [.. Leb(n), .. Repeat(n, [0x00, .. Zero, End, 0x01, 0x07])]),
    };

    /// <summary>Functions of two bytes each.</summary>
    public static byte[] Functions(int count) => All["functions"](count);

    /// <summary>A size at which a square would show, and which takes no time else.</summary>
    public static int Size(string name) => name switch
    {
        "functions of 50,000 locals" => 200,
        "handlers one after the other" or "handlers with locals" => 1_500,
        _ when name.Contains("thousand parameters", StringComparison.Ordinal) => 15,
        "loops that go on, one in the other" => 4_000,
        _ when name.Contains("locals", StringComparison.Ordinal) => 10_000,
        "tables of all outer labels" => 250_000,
        _ => 20_000,
    };

    private static int Root(int bytes) => (int)Math.Sqrt(bytes);

    private static byte[] Nested(int depth, Func<int, byte[]> start) => Function([.. Numbers(depth, start), .. Repeat(depth, [End]), .. Get0]);

    private static byte[] Function(byte[] body) => Module(2, [0x00, .. body, End]);

    private static byte[] Locals(int count, byte[] body) => Module(2, [0x01, .. Leb(count + 1), I32, .. body, End]);

    /// <summary>Functions of the same body, all from i32 to i32, with a memory and a tag.</summary>
    private static byte[] Module(int count, byte[] body)
    {
        byte[] sized = Sized(body);
        byte[] first = [0x0E, 0x00, .. Get0, If, Empty, .. Get0, 0x10, 0x00, 0x1A, End, .. Get0, End];
        // The first one is small; there's one of a shape or many.
        return OfBodies(count == 2 ? [first, sized] : [.. Enumerable.Repeat(sized, count)]);
    }

    private static byte[] Sized(byte[] body) => [.. Leb(body.Length), .. body];

    private static byte[] OfBodies(params byte[][] code) =>
    [
        0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00,
        .. Section(1, [0x02, 0x60, 0x01, I32, 0x01, I32, 0x60, 0x00, 0x00]),
        .. Section(3, [.. Leb(code.Length), .. new byte[code.Length]]),
        .. Section(5, [0x01, 0x00, 0x01]),
        .. Section(13, [0x01, 0x00, 0x01]),
        .. Section(10, [.. Leb(code.Length), .. code.SelectMany(body => body)]),
    ];

    private static byte[] Wide(int count, bool call)
    {
        byte[] thousand = [.. Leb(1000), .. Repeat(1000, [I32])];
        byte[] body = [0x00, .. Numbers(1000, i => [0x20, .. Leb(i)]), .. Repeat(count, call ? [0x10, 0x00] : [Loop, 0x01, End]), End];
        return
        [
            0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00,
            .. Section(1, [0x02, 0x60, 0x00, 0x00, 0x60, .. thousand, .. thousand]),
            .. Section(3, [0x01, 0x01]),
            .. Section(10, [0x01, .. Leb(body.Length), .. body]),
        ];
    }

    private static byte[] Segments(int tableSize, byte[] elements, byte[] data) =>
    [
        0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00,
        .. Section(1, [0x01, 0x60, 0x00, 0x00]),
        .. Section(3, [0x01, 0x00]),
        .. Section(4, [0x01, 0x70, 0x00, .. Leb(tableSize)]),
        .. Section(5, [0x01, 0x00, 0x40]),
        .. Section(7, [0x01, 0x01, 0x66, 0x00, 0x00]),
        .. Section(9, elements),
        .. Section(10, [0x01, 0x02, 0x00, End]),
        .. Section(11, data.Length == 0 ? [0x00] : data),
    ];

    private static byte[] Section(byte id, byte[] content) => [id, .. Leb(content.Length), .. content];

    private static byte[] Repeat(int count, byte[] bytes) => [.. Enumerable.Repeat(bytes, count).SelectMany(each => each)];

    private static byte[] Numbers(int count, Func<int, byte[]> bytes) => [.. Enumerable.Range(0, count).SelectMany(bytes)];

    private static byte[] SignedLeb(int value)
    {
        List<byte> leb = [];
        for (; value is < -64 or > 63; value >>= 7) leb.Add((byte)(value | 0x80));
        leb.Add((byte)(value & 0x7F));
        return [.. leb];
    }

    private static byte[] Leb(int value)
    {
        List<byte> leb = [];
        for (; value >= 0x80; value >>= 7) leb.Add((byte)(value | 0x80));
        leb.Add((byte)value);
        return [.. leb];
    }
}
