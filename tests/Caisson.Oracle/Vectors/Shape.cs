using System.Globalization;

namespace Caisson.Oracle.Vectors;

/// <summary>How a vector is divided into lanes. spec: syntax-shape</summary>
/// <param name="IsFloat">Whether the lanes are floating-point numbers.</param>
/// <param name="Width">Bits of a lane.</param>
internal readonly record struct Shape(bool IsFloat, int Width)
{
    public int Count => 128 / Width;

    /// <summary>The shape that the text format calls so: <c>i8x16</c>.</summary>
    public static Shape Parse(string text) =>
        new(text[0] == 'f', int.Parse(text[1..text.IndexOf('x', StringComparison.Ordinal)], CultureInfo.InvariantCulture));

    /// <summary>The bits of the lanes, the first lane first. spec: aux-lanes</summary>
    public ulong[] Lanes(Val vector)
    {
        var lanes = new ulong[Count];
        UInt128 bits = new(vector.High, vector.Bits);
        for (int i = 0; i < lanes.Length; i++) lanes[i] = (ulong)(bits >> (i * Width)) & (ulong.MaxValue >> (64 - Width));
        return lanes;
    }

    /// <summary>The vector that has these lanes. spec: aux-lanes</summary>
    public Val Vector(ulong[] lanes)
    {
        UInt128 bits = 0;
        for (int i = 0; i < lanes.Length; i++) bits |= (UInt128)lanes[i] << (i * Width);
        return Val.V128((ulong)bits, (ulong)(bits >> 64));
    }

    /// <summary>spec: op-ivunop</summary>
    public Val Map(Val vector, Func<ulong, ulong> operation) => Vector(Array.ConvertAll(Lanes(vector), lane => operation(lane)));

    /// <summary>spec: op-ivbinop</summary>
    public Val Zip(Val a, Val b, Func<ulong, ulong, ulong> operation)
    {
        ulong[] left = Lanes(a), right = Lanes(b), results = new ulong[Count];
        for (int i = 0; i < results.Length; i++) results[i] = operation(left[i], right[i]);
        return Vector(results);
    }

    /// <summary>All bits of a lane where something holds, else none. spec: op-ivrelop</summary>
    public ulong Mask(bool holds) => holds ? ulong.MaxValue >> (64 - Width) : 0;
}
