using System.Runtime.CompilerServices;

namespace Caisson.Components.Values;

/// <summary>All NaNs are one value. abi: canonicalize_nan32, canonicalize_nan64</summary>
internal static class Floats
{
    private const uint CanonicalNan32 = 0x7fc00000;
    private const ulong CanonicalNan64 = 0x7ff8000000000000;

    public static float Canonical(float value) => float.IsNaN(value) ? BitConverter.UInt32BitsToSingle(CanonicalNan32) : value;

    public static double Canonical(double value) => double.IsNaN(value) ? BitConverter.UInt64BitsToDouble(CanonicalNan64) : value;

    /// <summary>Makes NaNs canonical where the elements are floats.</summary>
    public static void Canonicalize<T>(Span<T> elements) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            foreach (ref T element in elements) element = Unsafe.BitCast<float, T>(Canonical(Unsafe.BitCast<T, float>(element)));
        }
        else if (typeof(T) == typeof(double))
        {
            foreach (ref T element in elements) element = Unsafe.BitCast<double, T>(Canonical(Unsafe.BitCast<T, double>(element)));
        }
    }
}
