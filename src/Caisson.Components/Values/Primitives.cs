using System.Runtime.CompilerServices;
using System.Text;

namespace Caisson.Components.Values;

/// <summary>Which C# types stand for numbers, characters and truth values. The compiler folds the questions away.</summary>
internal static class Primitives
{
    /// <summary>The kind of a C# type's values; none for any other type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComponentValueKind KindOf<T>() =>
        typeof(T) == typeof(bool) ? ComponentValueKind.Bool
        : typeof(T) == typeof(sbyte) ? ComponentValueKind.S8
        : typeof(T) == typeof(byte) ? ComponentValueKind.U8
        : typeof(T) == typeof(short) ? ComponentValueKind.S16
        : typeof(T) == typeof(ushort) ? ComponentValueKind.U16
        : typeof(T) == typeof(int) ? ComponentValueKind.S32
        : typeof(T) == typeof(uint) ? ComponentValueKind.U32
        : typeof(T) == typeof(long) ? ComponentValueKind.S64
        : typeof(T) == typeof(ulong) ? ComponentValueKind.U64
        : typeof(T) == typeof(float) ? ComponentValueKind.F32
        : typeof(T) == typeof(double) ? ComponentValueKind.F64
        : typeof(T) == typeof(Rune) ? ComponentValueKind.Char
        : ComponentValueKind.None;

    /// <summary>The bits of a number, sign-extended; of a character or a truth value, its number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ToBits<T>(T value) where T : unmanaged => KindOf<T>() switch
    {
        ComponentValueKind.Bool => Unsafe.BitCast<T, bool>(value) ? 1u : 0u,
        ComponentValueKind.S8 => (ulong)Unsafe.BitCast<T, sbyte>(value),
        ComponentValueKind.U8 => Unsafe.BitCast<T, byte>(value),
        ComponentValueKind.S16 => (ulong)Unsafe.BitCast<T, short>(value),
        ComponentValueKind.U16 => Unsafe.BitCast<T, ushort>(value),
        ComponentValueKind.S32 => (ulong)Unsafe.BitCast<T, int>(value),
        ComponentValueKind.U32 or ComponentValueKind.F32 or ComponentValueKind.Char => Unsafe.BitCast<T, uint>(value),
        _ => Unsafe.BitCast<T, ulong>(value),
    };

    /// <summary>The number, character or truth value that has these bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromBits<T>(ulong bits) where T : unmanaged => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.BitCast<byte, T>((byte)bits),
        2 => Unsafe.BitCast<ushort, T>((ushort)bits),
        4 => Unsafe.BitCast<uint, T>((uint)bits),
        _ => Unsafe.BitCast<ulong, T>(bits),
    };
}
