using System.Collections.Frozen;

namespace Caisson.Wasm.Syntax;

/// <summary>Which branches of a module are likely to be taken. Immutable; safe to share between threads. spec: binary-branchhints</summary>
public sealed class BranchHints
{
    /// <summary>The name of the custom section, and of the annotation in the text format.</summary>
    internal const string Name = "metadata.code.branch_hint";

    /// <summary>No hints at all.</summary>
    public static readonly BranchHints Empty = new();

    /// <summary>Whether the section says nothing beyond this: it is well-formed, the only one, and all its hints are at branches.</summary>
    internal bool IsComplete { get; init; } = true;

    internal FrozenDictionary<uint, BranchHint[]> Functions { get; init; } = FrozenDictionary<uint, BranchHint[]>.Empty;

    /// <summary>The hints of a function, in the order of its instructions.</summary>
    /// <param name="function">The function; imports come first.</param>
    public ReadOnlySpan<BranchHint> Of(FuncIdx function) => Functions.GetValueOrDefault(function.Value);
}
