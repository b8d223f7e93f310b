using Caisson.Wit;
using Caisson.Wit.Model;

namespace Caisson.Components.Worlds;

/// <summary>
/// An interface or the world while it is put together. What occurrences of one interface have is merged by name, as each mentions only what it
/// needs. One thread at a time.
/// </summary>
/// <param name="package">The package of an interface with a name; else null.</param>
/// <param name="name">The name of the interface in it; else null.</param>
internal sealed class ScopeDraft(PackageName? package, string? name)
{
    private readonly Dictionary<string, WitTypeDef> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WitFunction> _functions = new(StringComparer.Ordinal);
    private readonly List<WitTypeDef> _typesInOrder = [];
    private readonly List<WitFunction> _functionsInOrder = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal), _reserved = new(StringComparer.Ordinal);
    private WitInterface? _built;

    public PackageName? Package => package;

    public string? Name => name;

    /// <summary>The name with the package.</summary>
    public string? FullName => name is null ? null : package?.Qualify(name);

    /// <summary>Whether it is the world.</summary>
    public bool IsWorld { get; init; }

    /// <summary>Whether it stands among the imports, by whatever name, so that everything that it uses has to be imported too.</summary>
    public bool IsAmongImports { get; set; }

    /// <summary>Whether it is imported by its own name, so that everybody can use its types.</summary>
    public bool IsImported { get; set; }

    /// <summary>Whether it is exported by its own name, so that other exports can use its types.</summary>
    public bool IsExported { get; set; }

    /// <summary>What stands here for the types of the component, told apart by their objects.</summary>
    public Dictionary<object, WitType> Known { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The types, each behind those that it mentions.</summary>
    public IReadOnlyList<WitTypeDef> Types => _typesInOrder;

    public WitTypeDef? FindType(string label) => _types.GetValueOrDefault(label);

    public void Add(WitTypeDef type)
    {
        Take(type.Name);
        _types.Add(type.Name, type);
        _typesInOrder.Add(type);
    }

    /// <summary>Adds a function, unless it is there.</summary>
    public void Add(WitFunction function)
    {
        if (_functions.TryGetValue(function.ExportName, out WitFunction? known))
        {
            if (!Likeness.AreAlike(known, function)) throw UnsaidException.Differs();
            return;
        }

        Take(function.ExportName);
        _functions.Add(function.ExportName, function);
        _functionsInOrder.Add(function);
    }

    /// <summary>Keeps names for what will be added, or for what stands in the scope without being a type or function of it.</summary>
    public void Reserve(IEnumerable<string> names) => _reserved.UnionWith(names.Select(Label.Unique));

    /// <summary>A label that nothing has.</summary>
    public string FreeLabel(string wanted)
    {
        string label = wanted;
        for (int number = 2; _taken.Contains(Label.Unique(label)) || _reserved.Contains(Label.Unique(label)); number++) label = $"{wanted}-{number}";
        return label;
    }

    /// <summary>The interface, when nothing is added any more.</summary>
    public WitInterface Build() => _built ??= new WitInterface(name, [.. _typesInOrder.Where(IsUse), .. _typesInOrder.Where(type => !IsUse(type))], _functionsInOrder);

    // They mention nothing of this scope, and are read first.
    private bool IsUse(WitTypeDef type) => type is WitAlias { Target: WitTypeDef used } && _types.GetValueOrDefault(used.Name) != used;

    private void Take(string externName)
    {
        if (!_taken.Add(Label.Unique(externName))) throw UnsaidException.Differs();
    }
}
