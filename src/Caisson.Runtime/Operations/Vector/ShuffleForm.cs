using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The cheapest way to do one <c>i8x16.shuffle</c> on this processor: a method that takes both operands and then, unless it is null, the
/// constant. Immutable.
/// </summary>
/// <param name="Method">A method of <see cref="ShuffleForms"/> or, for lanes of no simple form, the general one.</param>
/// <param name="Constant">A <see cref="byte"/>, a <see cref="Vector128{T}"/> of bytes, or null: what the method takes last.</param>
/// <param name="IsSwapped">Whether the method takes the second operand first.</param>
public readonly record struct ShuffleForm(MethodInfo Method, object? Constant, bool IsSwapped = false)
{
    private const byte Zero = 0x80;

    private static readonly (string Name, Vector128<byte> Lanes)[] Unpacks =
    [
        (nameof(ShuffleForms.UnpackLow8), Interleaved(1, 0)), (nameof(ShuffleForms.UnpackHigh8), Interleaved(1, 8)),
        (nameof(ShuffleForms.UnpackLow16), Interleaved(2, 0)), (nameof(ShuffleForms.UnpackHigh16), Interleaved(2, 8)),
        (nameof(ShuffleForms.UnpackLow32), Interleaved(4, 0)), (nameof(ShuffleForms.UnpackHigh32), Interleaved(4, 8)),
        (nameof(ShuffleForms.UnpackLow64), Interleaved(8, 0)), (nameof(ShuffleForms.UnpackHigh64), Interleaved(8, 8)),
    ];

    /// <summary>Finds the form of a shuffle.</summary>
    /// <param name="lanes">Sixteen numbers below 32, as the instruction has them.</param>
    public static ShuffleForm Of(Vector128<byte> lanes)
    {
        byte[] from = Bytes(lanes);
        return InTurn(lanes) ?? Swapped(lanes) ?? Blend(from, lanes) ?? OfBytes(from, lanes);
    }

    /// <summary>Finds the form of a shuffle whose second operand is zero.</summary>
    /// <param name="lanes">As in <see cref="Of"/>.</param>
    public static ShuffleForm OfZero(Vector128<byte> lanes) =>
        InTurn(lanes) ?? Form(nameof(ShuffleForms.BytesOrZero), lanes | (Vector128.GreaterThan(lanes, Vector128.Create((byte)15)) & Vector128.Create(Zero)));

    private static byte[] Bytes(Vector128<byte> lanes)
    {
        byte[] from = new byte[16];
        lanes.CopyTo(from);
        return from;
    }

    private static ShuffleForm? Swapped(Vector128<byte> lanes) =>
        InTurn(lanes ^ Vector128.Create((byte)16)) is { } form ? form with { IsSwapped = true } : null;

    private static ShuffleForm? InTurn(Vector128<byte> lanes)
    {
        byte[] from = Bytes(lanes);
        foreach ((string name, Vector128<byte> pattern) in Unpacks)
        {
            if (lanes == pattern) return Form(name, null);
        }

        if (lanes == Vector128<byte>.Indices + Vector128.Create(from[0]))
            return from[0] % 16 == 0 ? Form(from[0] == 0 ? nameof(ShuffleForms.First) : nameof(ShuffleForms.Second), null) : Form(nameof(ShuffleForms.Consecutive), from[0]);
        return Words(from);
    }

    // Groups of four bytes that stay together.
    private static ShuffleForm? Words(byte[] from)
    {
        if (Groups(from, 4) is not { } words) return null;
        byte order = (byte)words.Index().Sum(word => (word.Item & 3) << (2 * word.Index));
        return Array.ConvertAll(words, word => word < 4) switch
        {
            [true, true, true, true] => Form(nameof(ShuffleForms.WordsOfFirst), order),
            [true, true, false, false] when Sse.IsSupported => Form(nameof(ShuffleForms.WordsOfBoth), order),
            _ => null,
        };
    }

    // Lanes that stay where they are, of the one operand or of the other.
    private static ShuffleForm? Blend(byte[] from, Vector128<byte> lanes)
    {
        if (from.Index().Any(lane => lane.Item % 16 != lane.Index)) return null;
        if (Avx2.IsSupported && Groups(from, 4) is { } words) return Form(nameof(ShuffleForms.BlendWords), OfSecond(words, 4));
        if (Sse41.IsSupported && Groups(from, 2) is { } halves) return Form(nameof(ShuffleForms.BlendHalves), OfSecond(halves, 8));
        return Form(nameof(ShuffleForms.Blend), Vector128.LessThan(lanes, Vector128.Create((byte)16)));
    }

    private static ShuffleForm OfBytes(byte[] from, Vector128<byte> lanes)
    {
        if (from.All(lane => lane < 16)) return Form(nameof(ShuffleForms.BytesOfFirst), lanes);
        if (from.All(lane => lane >= 16)) return Form(nameof(ShuffleForms.BytesOfSecond), lanes - Vector128.Create((byte)16));
        if (Avx512F.VL.IsSupported && Groups(from, 4) is [var a, var b, var c, var d])
            return Form(nameof(ShuffleForms.AnyWords), Vector128.Create(a, b, c, d).AsByte());
        return new ShuffleForm(typeof(ShuffleOperations).GetMethod(nameof(ShuffleOperations.I8x16Shuffle))!, lanes);
    }

    private static ShuffleForm Form(string name, object? constant) => new(typeof(ShuffleForms).GetMethod(name)!, constant);

    // The numbers of groups of bytes, if all bytes of a group stay together.
    private static int[]? Groups(byte[] from, int size)
    {
        int[] groups = new int[16 / size];
        for (int i = 0; i < from.Length; i++)
        {
            if (i % size == 0) groups[i / size] = from[i] / size;
            if (from[i] != groups[i / size] * size + i % size) return null;
        }
        return groups;
    }

    private static byte OfSecond(int[] groups, int count) => (byte)groups.Index().Sum(group => group.Item >= count ? 1 << group.Index : 0);

    // Groups of bytes from both operands in turn, from one byte on.
    private static Vector128<byte> Interleaved(int size, int start) => Vector128.Create(
    [
        .. from i in Enumerable.Range(0, 16)
           let pair = i / (2 * size)
           let second = i / size % 2 * 16
           select (byte)(start + pair * size + i % size + second),
    ]);
}
