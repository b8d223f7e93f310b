namespace Caisson.Components.Syntax;

/// <summary>The names that people gave to a component and its definitions. Immutable. spec: component-name section</summary>
public sealed class ComponentNames
{
    /// <summary>No names.</summary>
    public static ComponentNames Empty { get; } = new();

    /// <summary>The name of the component, if it has one.</summary>
    public string? Component { get; init; }

    /// <summary>The names of definitions.</summary>
    internal IReadOnlyDictionary<(Sort Sort, uint Index), string> Definitions { get; init; } = new Dictionary<(Sort, uint), string>();

    /// <summary>The name of a definition; null where it has none.</summary>
    /// <param name="sort">Its index space.</param>
    /// <param name="index">Its index.</param>
    public string? Of(Sort sort, uint index) => Definitions.GetValueOrDefault((sort, index));
}
