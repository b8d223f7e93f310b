using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Operations;

// Comparisons: every bit of a result lane is set where the relation holds.
public static partial class F32x4Operations
{
    /// <summary><c>f32x4.eq</c>: lane-wise equality; false for a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Eq(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Equals(a.AsSingle(), b.AsSingle()).AsByte();

    /// <summary><c>f32x4.ne</c>: lane-wise inequality; true for a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Ne(Vector128<byte> a, Vector128<byte> b) =>
        ~Vector128.Equals(a.AsSingle(), b.AsSingle()).AsByte();

    /// <summary><c>f32x4.lt</c>: lane-wise less than; false for a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Lt(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.LessThan(a.AsSingle(), b.AsSingle()).AsByte();

    /// <summary><c>f32x4.gt</c>: lane-wise greater than; false for a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Gt(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.GreaterThan(a.AsSingle(), b.AsSingle()).AsByte();

    /// <summary><c>f32x4.le</c>: lane-wise less than or equal; false for a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Le(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.LessThanOrEqual(a.AsSingle(), b.AsSingle()).AsByte();

    /// <summary><c>f32x4.ge</c>: lane-wise greater than or equal; false for a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4Ge(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.GreaterThanOrEqual(a.AsSingle(), b.AsSingle()).AsByte();
}
