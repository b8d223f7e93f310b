using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Operations;

/// <summary>Constants that IL, or the JIT, can't express exactly, for emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConstantOperations
{
    /// <summary>A float from its bits. Not inlined: the JIT would quiet a signalling NaN when it folds the conversion.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float F32FromBits(int bits) => BitConverter.Int32BitsToSingle(bits);

    /// <summary>A float from its bits. Not inlined: the JIT would quiet a signalling NaN when it folds the conversion.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double F64FromBits(long bits) => BitConverter.Int64BitsToDouble(bits);
}
