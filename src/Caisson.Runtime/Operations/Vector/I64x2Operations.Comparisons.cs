using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Operations;

// Comparisons: every bit of a result lane is set where the relation holds.
public static partial class I64x2Operations
{
    /// <summary><c>i64x2.eq</c>: lane-wise equality.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2Eq(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Equals(a.AsUInt64(), b.AsUInt64()).AsByte();

    /// <summary><c>i64x2.ne</c>: lane-wise inequality.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2Ne(Vector128<byte> a, Vector128<byte> b) =>
        ~Vector128.Equals(a.AsUInt64(), b.AsUInt64()).AsByte();

    /// <summary><c>i64x2.lt_s</c>: lane-wise signed less than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2LtS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.LessThan(a.AsInt64(), b.AsInt64()).AsByte();

    /// <summary><c>i64x2.gt_s</c>: lane-wise signed greater than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2GtS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.GreaterThan(a.AsInt64(), b.AsInt64()).AsByte();

    /// <summary><c>i64x2.le_s</c>: lane-wise signed less than or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2LeS(Vector128<byte> a, Vector128<byte> b) =>
        ~Vector128.GreaterThan(a.AsInt64(), b.AsInt64()).AsByte();

    /// <summary><c>i64x2.ge_s</c>: lane-wise signed greater than or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2GeS(Vector128<byte> a, Vector128<byte> b) =>
        ~Vector128.LessThan(a.AsInt64(), b.AsInt64()).AsByte();
}
