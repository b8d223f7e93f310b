using System.Buffers.Binary;
using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Literals;

/// <summary>How a vector is cut into lanes. spec: syntax-shape</summary>
/// <param name="Bits">Width of a lane.</param>
/// <param name="Format">Format of floating-point lanes; null for integers.</param>
internal readonly record struct VectorShape(int Bits, FloatFormat? Format = null)
{
    /// <summary>Number of lanes.</summary>
    public int Lanes => 128 / Bits;

    /// <summary>Reads the keyword of a shape.</summary>
    public static VectorShape Read(TokenReader reader)
    {
        VectorShape shape = reader.Text switch
        {
            "i8x16" => new(8),
            "i16x8" => new(16),
            "i32x4" => new(32),
            "i64x2" => new(64),
            "f32x4" => new(32, FloatFormat.F32),
            "f64x2" => new(64, FloatFormat.F64),
            _ => throw reader.Unexpected(),
        };
        reader.Next();
        return shape;
    }

    /// <summary>Puts the bits of a lane into a vector.</summary>
    public void Write(ulong value, Span<byte> vector, int lane)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        bytes[..(Bits / 8)].CopyTo(vector[(lane * Bits / 8)..]);
    }

    /// <summary>The bits of a lane of a vector.</summary>
    public ulong Read(ReadOnlySpan<byte> vector, int lane)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        vector.Slice(lane * Bits / 8, Bits / 8).CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
