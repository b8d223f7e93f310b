using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Caisson.Components.Values;

[SuppressMessage("Usage", "CA2225", Justification = "The factories are the named alternates.")]
public readonly partial struct ComponentValue
{
    /// <summary>A truth value.</summary>
    public static implicit operator ComponentValue(bool value) => Bool(value);

    /// <summary>An <c>s8</c>.</summary>
    public static implicit operator ComponentValue(sbyte value) => S8(value);

    /// <summary>A <c>u8</c>.</summary>
    public static implicit operator ComponentValue(byte value) => U8(value);

    /// <summary>An <c>s16</c>.</summary>
    public static implicit operator ComponentValue(short value) => S16(value);

    /// <summary>A <c>u16</c>.</summary>
    public static implicit operator ComponentValue(ushort value) => U16(value);

    /// <summary>An <c>s32</c>.</summary>
    public static implicit operator ComponentValue(int value) => S32(value);

    /// <summary>A <c>u32</c>.</summary>
    public static implicit operator ComponentValue(uint value) => U32(value);

    /// <summary>An <c>s64</c>.</summary>
    public static implicit operator ComponentValue(long value) => S64(value);

    /// <summary>A <c>u64</c>.</summary>
    public static implicit operator ComponentValue(ulong value) => U64(value);

    /// <summary>An <c>f32</c>.</summary>
    public static implicit operator ComponentValue(float value) => F32(value);

    /// <summary>An <c>f64</c>.</summary>
    public static implicit operator ComponentValue(double value) => F64(value);

    /// <summary>A <c>char</c>.</summary>
    public static implicit operator ComponentValue(Rune value) => Char(value);

    /// <summary>A <c>char</c>; one that isn't half a surrogate pair.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is half a surrogate pair.</exception>
    public static implicit operator ComponentValue(char value) => Char(new Rune(value));

    /// <summary>A <c>string</c>.</summary>
    /// <exception cref="ArgumentException">It has half a surrogate pair.</exception>
    public static implicit operator ComponentValue(string value) => String(value);
}
