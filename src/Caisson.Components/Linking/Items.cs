using System.Collections.Frozen;
using Caisson.Components.CanonicalAbi;
using Caisson.Components.Concurrency;
using Caisson.Components.Types;
using Caisson.Runtime;

namespace Caisson.Components.Linking;

/// <summary>What an instance exports at run time, or a component gets for an import. A closed family; immutable.</summary>
internal abstract record LinkedItem;

/// <summary>A function.</summary>
/// <param name="Function">The function.</param>
internal sealed record LinkedFunction(FunctionInstance Function) : LinkedItem;

/// <summary>An instance.</summary>
/// <param name="Exports">What it exports, in order.</param>
internal sealed record LinkedInstance(IReadOnlyDictionary<string, LinkedItem> Exports) : LinkedItem
{
    public static readonly LinkedInstance Empty = new(FrozenDictionary<string, LinkedItem>.Empty);

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names { get; } = [.. Exports.Keys];
}

/// <summary>A resource type.</summary>
/// <param name="Resource">What it is at run time.</param>
internal sealed record LinkedResource(RuntimeResource Resource) : LinkedItem;

/// <summary>Another type.</summary>
/// <param name="Type">The type.</param>
/// <param name="Scope">Whose resources it means; null for the host.</param>
internal sealed record LinkedType(IDefType Type, ICanonicalInstance? Scope) : LinkedItem;

/// <summary>A core module.</summary>
/// <param name="Module">The module.</param>
internal sealed record LinkedModule(Module Module) : LinkedItem;

/// <summary>A component, with what it sees of the components around it.</summary>
/// <param name="Component">The component.</param>
/// <param name="Outer">The instantiation of the component that contains it; null where there is none.</param>
internal sealed record LinkedComponent(Component Component, Instantiation? Outer) : LinkedItem;
