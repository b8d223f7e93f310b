using System.Collections.Immutable;
using System.Diagnostics;
using Caisson.Oracle.Vectors;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Script;

namespace Caisson.Oracle.Tests.Scripts;

/// <summary>Compares results with what a script expects.</summary>
internal static class ResultMatching
{
    /// <summary>Whether all results match.</summary>
    public static bool Match(Store store, ImmutableArray<ResultPattern> expected, Val[] results) =>
        expected.Length == results.Length && expected.Zip(results).All(pair => Matches(store, pair.First, pair.Second));

    private static bool Matches(Store store, ResultPattern pattern, Val value) => pattern switch
    {
        NumberPattern number => value.Kind == number.Type.Kind && number.Bits.Matches(value.Bits),
        VectorPattern vector => value.Kind == ValKind.V128 && Matches(vector.Lanes, value),
        NullPattern => value is { Kind: ValKind.Ref, Reference: null },
        ReferencePattern reference => value.Kind == ValKind.Ref && Matches(store, reference, value.Reference),
        EitherPattern either => either.Alternatives.Any(alternative => Matches(store, alternative, value)),
        _ => throw new UnreachableException(),
    };

    private static bool Matches(ImmutableArray<BitsPattern> patterns, Val vector)
    {
        ulong[] lanes = new Shape(IsFloat: false, 128 / patterns.Length).Lanes(vector);
        return patterns.Zip(lanes).All(pair => pair.First.Matches(pair.Second));
    }

    private static bool Matches(Store store, ReferencePattern pattern, object? reference)
    {
        if (!store.HasType(reference, ValType.Ref(nullable: false, pattern.Heap))) return false;
        object? host = reference is ExternRef external ? external.Inner : reference;
        return pattern.Number is not { } number || new HostObject(number).Equals(host);
    }
}
