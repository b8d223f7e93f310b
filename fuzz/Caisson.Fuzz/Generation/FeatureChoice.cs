using Caisson.Wasm;

namespace Caisson.Fuzz.Generation;

/// <summary>Which proposals one module uses: few at a time, so that modules stay small and every pair meets somewhere.</summary>
internal static class FeatureChoice
{
    /// <summary>What the generator knows; each can be left out.</summary>
    public const Features Known =
        Features.Simd | Features.RelaxedSimd | Features.TailCalls | Features.FunctionReferences | Features.GarbageCollection
        | Features.ExceptionHandling | Features.LegacyExceptions | Features.MultiMemory | Features.Memory64 | Features.ExtendedConst | Features.Threads;

    private const Features Always =
        Features.SignExtension | Features.SaturatingFloatToInt | Features.MultiValue | Features.ReferenceTypes | Features.BulkMemory;

    private static readonly (Features Feature, int OneIn)[] Odds =
    [
        (Features.Simd, 4),
        (Features.RelaxedSimd, 8),
        (Features.TailCalls, 2),
        (Features.FunctionReferences, 3),
        (Features.GarbageCollection, 3),
        (Features.ExceptionHandling, 4),
        (Features.LegacyExceptions, 8),
        (Features.MultiMemory, 4),
        (Features.Memory64, 5),
        (Features.ExtendedConst, 3),
        (Features.Threads, 5),
    ];

    public static Features Choose(Chance chance, Features allowed)
    {
        Features chosen = Always;
        bool plain = chance.OneIn(5);
        foreach ((Features feature, int oneIn) in Odds)
            if (chance.OneIn(oneIn) && !plain) chosen |= feature & allowed;
        if (chosen.HasFlag(Features.RelaxedSimd)) chosen |= Features.Simd & allowed;
        if (chosen.HasFlag(Features.GarbageCollection)) chosen |= Features.FunctionReferences & allowed;
        if (chosen.HasFlag(Features.LegacyExceptions)) chosen &= ~Features.ExceptionHandling;
        return chosen;
    }
}
