using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The instructions on whole vectors. Emitted code finds each by the identifier of its opcode. Pure functions, safe from any
/// thread.
/// spec: exec-vec
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class V128Operations
{
    /// <summary><c>v128.not</c>: bitwise complement.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Not(Vector128<byte> a) => ~a;

    /// <summary><c>v128.and</c>: bitwise conjunction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128And(Vector128<byte> a, Vector128<byte> b) => a & b;

    /// <summary><c>v128.andnot</c>: bitwise conjunction with the complement of the second operand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Andnot(Vector128<byte> a, Vector128<byte> b) => Vector128.AndNot(a, b);

    /// <summary><c>v128.or</c>: bitwise disjunction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Or(Vector128<byte> a, Vector128<byte> b) => a | b;

    /// <summary><c>v128.xor</c>: bitwise exclusive disjunction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Xor(Vector128<byte> a, Vector128<byte> b) => a ^ b;

    /// <summary><c>v128.bitselect</c>: the bits of the first operand where the mask is 1, of the second where it is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> V128Bitselect(Vector128<byte> a, Vector128<byte> b, Vector128<byte> mask) =>
        Vector128.ConditionalSelect(mask, a, b);

    /// <summary><c>v128.any_true</c>: 1 if any bit is set, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int V128AnyTrue(Vector128<byte> a) => a != Vector128<byte>.Zero ? 1 : 0;
}
