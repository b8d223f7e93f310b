using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>Numbers, characters and truth values. Which one it is, the JIT knows.</summary>
internal sealed class PrimitiveLiftLower<T>(Layout layout) : LiftLower<T>(layout) where T : unmanaged
{
    public override T Load(LiftLowerContext cx, ulong ptr) => Checked(cx.Memory.Read<T>(ptr));

    public override void Store(LiftLowerContext cx, T value, ulong ptr) => cx.Memory.Write(ptr, value);

    public override T LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) => Primitives.KindOf<T>() switch
    {
        ComponentValueKind.F32 => Checked(Unsafe.BitCast<float, T>(vi.NextSingle())),
        ComponentValueKind.F64 => Checked(Unsafe.BitCast<double, T>(vi.NextDouble())),
        ComponentValueKind.S64 or ComponentValueKind.U64 => Unsafe.BitCast<ulong, T>(vi.NextInt64()),
        ComponentValueKind.Bool => Unsafe.BitCast<bool, T>(vi.NextInt32() != 0),
        _ => Checked(Primitives.FromBits<T>(vi.NextInt32())),
    };

    public override void LowerFlat(LiftLowerContext cx, T value, ref CoreValueWriter flat)
    {
        switch (Primitives.KindOf<T>())
        {
            case ComponentValueKind.F32: flat.Add(Unsafe.BitCast<T, float>(value)); break;
            case ComponentValueKind.F64: flat.Add(Unsafe.BitCast<T, double>(value)); break;
            case ComponentValueKind.S64 or ComponentValueKind.U64: flat.Add(Unsafe.BitCast<T, long>(value)); break;
            default: flat.Add((int)Primitives.ToBits(value)); break;
        }
    }

    public override T[] LoadArray(LiftLowerContext cx, ulong ptr, int length)
    {
        if (typeof(T) == typeof(bool)) return (T[])(object)Abi.LoadBools(cx, ptr, length);
        if (typeof(T) == typeof(Rune)) return (T[])(object)Abi.LoadChars(cx, ptr, length);
        T[] values = Abi.LoadArray<T>(cx, ptr, length);
        Floats.Canonicalize(values.AsSpan());
        return values;
    }

    public override void StoreArray(LiftLowerContext cx, ReadOnlySpan<T> values, ulong ptr) => cx.Memory.Write(ptr, MemoryMarshal.AsBytes(values));

    // What a guest's bytes may be, but a C# value must not.
    private static T Checked(T value)
    {
        if (typeof(T) == typeof(bool)) return Unsafe.BitCast<bool, T>(Unsafe.BitCast<T, byte>(value) != 0);
        if (typeof(T) == typeof(Rune)) return Unsafe.BitCast<Rune, T>(Abi.ConvertI32ToChar(Unsafe.BitCast<T, uint>(value)));
        if (typeof(T) == typeof(float)) return Unsafe.BitCast<float, T>(Floats.Canonical(Unsafe.BitCast<T, float>(value)));
        if (typeof(T) == typeof(double)) return Unsafe.BitCast<double, T>(Floats.Canonical(Unsafe.BitCast<T, double>(value)));
        return value;
    }
}
