using System.Reflection;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The cheapest way to do one <c>i8x16.shuffle</c>: a method that takes both operands and then, unless it is null, the constant.
/// Immutable.
/// </summary>
/// <param name="Method">A method of <see cref="ShuffleForms"/> or, for lanes of no simple form, the general one.</param>
/// <param name="Constant">A <see cref="byte"/>, a <see cref="Vector128{T}"/> of bytes, or null: what the method takes last.</param>
public readonly record struct ShuffleForm(MethodInfo Method, object? Constant)
{
    private static readonly (string Name, byte[] Lanes)[] Unpacks =
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
        byte[] from = new byte[16];
        lanes.CopyTo(from);
        foreach ((string name, byte[] pattern) in Unpacks)
        {
            if (from.AsSpan().SequenceEqual(pattern)) return Form(name, null);
        }

        if (from.Index().All(lane => lane.Item == from[0] + lane.Index)) return Form(nameof(ShuffleForms.Consecutive), from[0]);
        return Words(from) ?? Bytes(from, lanes);
    }

    // Groups of four bytes that stay together.
    private static ShuffleForm? Words(byte[] from)
    {
        if (from.Index().Any(lane => lane.Item % 4 != lane.Index % 4 || lane.Item / 4 != from[lane.Index & ~3] / 4)) return null;
        int[] words = [from[0] / 4, from[4] / 4, from[8] / 4, from[12] / 4];
        byte order = (byte)words.Index().Sum(word => (word.Item & 3) << (2 * word.Index));
        return Array.ConvertAll(words, word => word < 4) switch
        {
            [true, true, true, true] => Form(nameof(ShuffleForms.WordsOfFirst), order),
            [true, true, false, false] => Form(nameof(ShuffleForms.WordsOfBoth), order),
            _ => null,
        };
    }

    private static ShuffleForm Bytes(byte[] from, Vector128<byte> lanes)
    {
        if (from.All(lane => lane < 16)) return Form(nameof(ShuffleForms.BytesOfFirst), lanes);
        if (from.All(lane => lane >= 16)) return Form(nameof(ShuffleForms.BytesOfSecond), lanes - Vector128.Create((byte)16));
        if (from.Index().All(lane => lane.Item % 16 == lane.Index))
            return Form(nameof(ShuffleForms.Blend), Vector128.LessThan(lanes, Vector128.Create((byte)16)));
        return new ShuffleForm(typeof(ShuffleOperations).GetMethod(nameof(ShuffleOperations.I8x16Shuffle))!, lanes);
    }

    private static ShuffleForm Form(string name, object? constant) => new(typeof(ShuffleForms).GetMethod(name)!, constant);

    // Groups of bytes from both operands in turn, from one byte on.
    private static byte[] Interleaved(int size, int start) =>
    [
        .. from i in Enumerable.Range(0, 16)
           let pair = i / (2 * size)
           let second = i / size % 2 * 16
           select (byte)(start + pair * size + i % size + second),
    ];
}
