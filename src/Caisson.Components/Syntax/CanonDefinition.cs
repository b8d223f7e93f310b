using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Syntax;

/// <summary>
/// A function that the canonical ABI makes: a component function out of a core one (lift), a core function out of a component one
/// (lower), or a core function that is built in. What isn't among the immediates of its kind is null or false. spec: canon
/// </summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Kind">Which.</param>
public sealed record CanonDefinition(int Offset, CanonKind Kind) : ComponentDefinition(Offset)
{
    /// <summary>Index of the function: a core one that is lifted, a component one that is lowered.</summary>
    public uint Func { get; init; }

    /// <summary>
    /// Index of the type: of the function that is lifted; the resource, stream or future of most built-ins; the core function type of threads.
    /// </summary>
    public uint Type { get; init; }

    /// <summary>The result that <c>task.return</c> gives, if any.</summary>
    public ValTypeSyntax? Result { get; init; }

    /// <summary>The options, in order.</summary>
    public ImmutableArray<CanonOption> Options { get; init; } = [];

    /// <summary>Whether it returns rather than waits.</summary>
    public bool IsAsync { get; init; }

    /// <summary>Whether the wait can be cancelled.</summary>
    public bool IsCancellable { get; init; }

    /// <summary>Whether several threads may call it.</summary>
    public bool IsShared { get; init; }

    /// <summary>Index of the core memory, for the built-ins that have one without being asked for options.</summary>
    public uint Memory { get; init; }

    /// <summary>Index of the core table with the functions of threads.</summary>
    public uint Table { get; init; }

    /// <summary>The type of a task's own variable.</summary>
    public ValType ContextType { get; init; }

    /// <summary>The number of a task's own variable.</summary>
    public uint ContextSlot { get; init; }
}

/// <summary>Kinds of options; the numbers are those of the binary format. spec: canonopt</summary>
public enum CanonOptionKind : byte
{
    /// <summary>Strings are UTF-8.</summary>
    Utf8 = 0,

    /// <summary>Strings are UTF-16.</summary>
    Utf16 = 1,

    /// <summary>Strings are Latin-1 or UTF-16, as each says itself.</summary>
    Latin1Utf16 = 2,

    /// <summary>The memory of what doesn't fit into parameters.</summary>
    Memory = 3,

    /// <summary>The function that allocates in it.</summary>
    Realloc = 4,

    /// <summary>The function that frees what results needed.</summary>
    PostReturn = 5,

    /// <summary>The call needn't be over when it returns.</summary>
    Async = 6,

    /// <summary>The function that takes events, rather than a stack that waits.</summary>
    Callback = 7,
}

/// <summary>An option. spec: canonopt</summary>
/// <param name="Kind">Which.</param>
/// <param name="Index">Index of the core memory or core function, where it has one.</param>
public readonly record struct CanonOption(CanonOptionKind Kind, uint Index = 0);
