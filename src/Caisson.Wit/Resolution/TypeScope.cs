using Caisson.Wit.Model;
using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>
/// The types of an interface or a world: those that it defines and those that <c>use</c> brings. Each is resolved when it is first
/// mentioned, so that they come out behind those that they mention.
/// </summary>
internal sealed class TypeScope
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<Entry> _inOrder = [];
    private readonly DependencyOrder<string> _order = new();
    private readonly PackageScope _package;
    private readonly PackageItemsSyntax _part;
    private readonly TypeResolver _types;

    /// <summary>The types among some items.</summary>
    /// <exception cref="WitException">Two have one name.</exception>
    public TypeScope(IEnumerable<ItemSyntax> items, PackageScope package, PackageItemsSyntax part)
    {
        (_package, _part, _types) = (package, part, new TypeResolver(this));
        foreach (ItemSyntax item in items)
        {
            if (item is TypeDefSyntax type) Add(new Entry(type.Name, type, null));
            if (item is not UseSyntax use) continue;
            foreach (UseNameSyntax name in use.Names) Add(new Entry(name.LocalName, use, name));
        }
    }

    /// <summary>The names of the scope, so that others can be added.</summary>
    public UniqueNames Names { get; } = new("name");

    /// <summary>The types, each behind those that it mentions.</summary>
    public List<WitTypeDef> Ordered { get; } = [];

    /// <summary>The resources that are defined here.</summary>
    public List<(ResourceSyntax Syntax, WitResource Type)> Resources { get; } = [];

    /// <summary>Resolves every type.</summary>
    public void ResolveAll()
    {
        // Interfaces first, from here: from within a type that stands on a type that … uses one, the stack would have to hold both chains.
        foreach (Entry entry in _inOrder.Where(entry => entry.Used is not null)) _package.FindInterface(((UseSyntax)entry.Item).Path, _part);
        foreach (Entry entry in _inOrder) Get(entry, entry.Name.Location);
    }

    /// <summary>The type that a name means; a resource itself rather than a handle.</summary>
    /// <returns>Null when there is no such name.</returns>
    public WitTypeDef? Find(string name, Location at)
    {
        if (!_entries.TryGetValue(name, out Entry? entry)) return null;
        return entry.IsActive ? Get(entry, at) : throw ResolveErrors.GateShut(at, name, entry.Item.Annotations);
    }

    /// <summary>The type that a text means.</summary>
    public WitType Resolve(TypeSyntax syntax) => _types.Resolve(syntax);

    /// <summary>An error for a name that means nothing.</summary>
    public WitException Unknown(Location at, string name) => ResolveErrors.Unknown(at, "type", name, _entries.Keys);

    private void Add(Entry entry)
    {
        entry.IsActive = _package.Gates.IsActive(entry.Item.Annotations);
        if (entry.IsActive)
        {
            Names.Add(entry.Name);
            _inOrder.Add(entry);
            _entries[entry.Name.Text] = entry;
        }
        else if (!_entries.ContainsKey(entry.Name.Text)) _entries.Add(entry.Name.Text, entry);
    }

    private WitTypeDef Get(Entry entry, Location at)
    {
        if (entry.Type is { } done) return done;
        if (_order.IsOpen(entry.Name.Text)) throw ResolveErrors.Cycle(at, "types", [.. _order.CycleTo(entry.Name.Text)]);
        _order.Enter(entry.Name.Text);
        WitTypeDef type = entry.Used is { } used ? Use((UseSyntax)entry.Item, used) : Define((TypeDefSyntax)entry.Item);
        _order.Leave();
        if (entry.Item is ResourceSyntax resource) Resources.Add((resource, (WitResource)type));
        Ordered.Add(type);
        return entry.Type = type;
    }

    private WitAlias Use(UseSyntax use, UseNameSyntax name)
    {
        WitInterface source = _package.FindInterface(use.Path, _part);
        if (source.UseDepth >= Limits.UseDepth) throw ResolveErrors.UseTooDeep(use.Path.Location);
        WitTypeDef? type = source.FindType(name.Name.Text);
        if (type?.Depth >= Limits.TypeDepth) throw ResolveErrors.TypeTooDeep(name.Name.Location);
        if (type is not null) return new WitAlias(name.LocalName.Text, type) { Docs = use.Annotations.Docs, Gate = GateRules.Of(use.Annotations) };
        if (source.Functions.Any(function => function.Name == name.Name.Text)) throw ResolveErrors.IsOther(name.Name.Location, name.Name.Text, "a type", "a function");
        throw ResolveErrors.Unknown(name.Name.Location, "type", name.Name.Text, source.Types.Select(candidate => candidate.Name));
    }

    private WitTypeDef Define(TypeDefSyntax syntax) => _types.Define(syntax);

    private sealed class Entry(NameSyntax name, ItemSyntax item, UseNameSyntax? used)
    {
        public NameSyntax Name { get; } = name;

        public ItemSyntax Item { get; } = item;

        public UseNameSyntax? Used { get; } = used;

        public bool IsActive { get; set; }

        public WitTypeDef? Type { get; set; }
    }
}
