namespace Caisson.Bench.Compilation;

/// <summary>
/// Makes a module larger by repeating its functions under new indices, after all that it has: the copies are called by nobody, and
/// call what the originals call, so that the module stays valid and does what it did.
/// </summary>
internal static class ModuleRepeater
{
    private const int Preamble = 8;
    private const byte FunctionSection = 3, CodeSection = 10;

    /// <summary>Repeats the functions of a module.</summary>
    /// <param name="module">A valid module with functions.</param>
    /// <param name="copies">How often each function is there afterwards.</param>
    public static byte[] Repeat(byte[] module, int copies)
    {
        using var result = new MemoryStream();
        result.Write(module, 0, Preamble);
        for (int at = Preamble; at < module.Length;)
        {
            byte id = module[at++];
            int size = Read(module, ref at);
            ReadOnlySpan<byte> contents = module.AsSpan(at, size);
            at += size;
            byte[] repeated = id is FunctionSection or CodeSection ? RepeatItems(contents, copies) : contents.ToArray();
            result.WriteByte(id);
            Write(result, repeated.Length);
            result.Write(repeated);
        }
        return result.ToArray();
    }

    /// <summary>How many copies make a module of about a size.</summary>
    /// <param name="module">The module.</param>
    /// <param name="size">The size in bytes.</param>
    public static int CopiesFor(byte[] module, int size)
    {
        int step = Repeat(module, 2).Length - module.Length;
        return Math.Max(1, 1 + ((size - module.Length + step - 1) / step));
    }

    private static byte[] RepeatItems(ReadOnlySpan<byte> contents, int copies)
    {
        int start = 0;
        int count = Read(contents, ref start);
        using var result = new MemoryStream();
        Write(result, checked(count * copies));
        for (int copy = 0; copy < copies; copy++) result.Write(contents[start..]);
        return result.ToArray();
    }

    private static int Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        uint value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[at++];
            value |= (next & 0x7Fu) << shift;
            if (next < 0x80) return checked((int)value);
        }
    }

    private static void Write(Stream stream, int value)
    {
        for (; value >= 0x80; value >>= 7) stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }
}
