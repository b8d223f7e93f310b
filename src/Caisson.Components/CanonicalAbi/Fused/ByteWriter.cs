using System.Buffers;
using System.Diagnostics;
using System.Text;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>Writes the primitives of the binary format of core modules. spec: binary</summary>
internal sealed class ByteWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Bytes written so far.</summary>
    public int Length => _bytes.WrittenCount;

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Byte(byte value) => _bytes.Write([value]);

    public void Bytes(ReadOnlySpan<byte> values) => _bytes.Write(values);

    /// <summary>spec: binary-uint</summary>
    public void Unsigned(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    /// <summary>spec: binary-sint</summary>
    public void Signed(long value)
    {
        for (; value is < -0x40 or >= 0x40; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)(value & 0x7f));
    }

    public void Name(string name)
    {
        Unsigned((uint)Encoding.UTF8.GetByteCount(name));
        Bytes(Encoding.UTF8.GetBytes(name));
    }

    /// <summary>A number type; there are no others in adapters.</summary>
    public void Type(ValType type) => Byte(type.Kind switch
    {
        ValKind.I32 => 0x7f,
        ValKind.I64 => 0x7e,
        ValKind.F32 => 0x7d,
        ValKind.F64 => 0x7c,
        _ => throw new UnreachableException(),
    });

    /// <summary>Something with its size before it.</summary>
    public void Sized(ByteWriter content)
    {
        Unsigned((uint)content.Length);
        Bytes(content.Written);
    }
}
