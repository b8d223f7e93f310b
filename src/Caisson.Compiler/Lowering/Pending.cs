using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Lowering;

/// <summary>What some operands still have to do.</summary>
/// <param name="Any">Whether any of them isn't a constant or in its place.</param>
/// <param name="Effects">Their effects.</param>
/// <param name="Reads">Bits of the locals they read.</param>
internal readonly record struct Pending(bool Any, Effects Effects, ulong Reads)
{
    /// <summary>Whether they could notice that something comes before them.</summary>
    /// <param name="effects">What it does.</param>
    /// <param name="writes">Bits of the locals it sets.</param>
    public bool Conflicts(Effects effects, ulong writes) => EffectRules.Conflict(Effects, effects) || (Reads & writes) != 0;

    public static Pending operator |(Pending left, Pending right) =>
        new(left.Any || right.Any, left.Effects | right.Effects, left.Reads | right.Reads);
}
