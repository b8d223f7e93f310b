using Caisson.Wit.Model;

namespace Caisson.Wit.Encoding;

/// <summary>
/// An interface or world that is being put together. An interface occurs in every type that uses it, each time with what is used
/// there; what the occurrences have is merged by name.
/// </summary>
/// <param name="name">The name with package, or a plain one.</param>
/// <param name="docs">Documentation and gates.</param>
/// <param name="offset">Where it occurred first.</param>
internal sealed class Draft(string name, DocsNode docs, int offset)
{
    private readonly Dictionary<string, WitTypeDef> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WitFunction> _functions = new(StringComparer.Ordinal);
    private readonly List<WitTypeDef> _inOrder = [];
    private readonly List<WitFunction> _functionsInOrder = [];

    public string Name { get; } = name;

    /// <summary>The package of an interface with a name.</summary>
    public PackageName? Package { get; init; }

    /// <summary>The name of the interface in its package.</summary>
    public string? Item { get; init; }

    public DocsNode Docs { get; } = docs;

    public int Offset { get; } = offset;

    /// <summary>The interfaces whose types it uses.</summary>
    public HashSet<Draft> Uses { get; } = [];

    /// <summary>The types, each behind those that it mentions.</summary>
    public IReadOnlyList<WitTypeDef> Types => _inOrder;

    /// <summary>The functions, also those of resources.</summary>
    public IReadOnlyList<WitFunction> Functions => _functionsInOrder;

    /// <summary>The type of a name, or null.</summary>
    public WitTypeDef? FindType(string type) => _types.TryGetValue(type, out WitTypeDef? found) ? found : null;

    /// <summary>Adds a type, unless there is one of its name.</summary>
    public void Add(WitTypeDef type)
    {
        _types.Add(type.Name, type);
        _inOrder.Add(type);
    }

    /// <summary>Whether a function is there by its name in a component.</summary>
    public bool HasFunction(string function) => _functions.ContainsKey(function);

    /// <summary>Adds a function.</summary>
    public void Add(WitFunction function)
    {
        _functions.Add(function.ExportName, function);
        _functionsInOrder.Add(function);
    }
}
