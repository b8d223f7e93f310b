using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Caisson.Wasm.Syntax;

/// <summary>
/// Makes immutable arrays without their constructor, which the framework has no machine code for where the elements are types of ours: to decode a module is to start a
/// program, and a method that the JIT compiles takes longer than all that it does. An immutable array is its array, and nothing else.
/// </summary>
internal static class FrozenArrays
{
    /// <summary>The array as an immutable one. Nobody may change it any more.</summary>
    public static ImmutableArray<T> Freeze<T>(this T[] array) => Unsafe.As<T[], ImmutableArray<T>>(ref array);
}
