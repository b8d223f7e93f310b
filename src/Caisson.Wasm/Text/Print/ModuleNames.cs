using System.Collections.Frozen;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

/// <summary>The identifiers of all index spaces of a module. Immutable but for what it puts off.</summary>
internal sealed class ModuleNames
{
    private static readonly List<KeyValuePair<uint, string>> NoNames = [];

    private readonly Dictionary<uint, List<KeyValuePair<uint, string>>> _locals, _labels, _fields;
    private readonly Dictionary<uint, Identifiers> _fieldIds = [];
    private readonly ModuleSyntax _module;

    public ModuleNames(ModuleSyntax module)
    {
        _module = module;
        // What isn't well-formed can't be said with identifiers; the section is printed as it is.
        NameSection names = module.Names.IsComplete ? module.Names : NameSection.Empty;
        Module = names.Module;
        Types = Space("type", names.Types);
        Functions = Space("func", names.Functions);
        Tables = Space("table", names.Tables);
        Memories = Space("memory", names.Memories);
        Globals = Space("global", names.Globals);
        Tags = Space("tag", names.Tags);
        Elems = Space("elem", names.Elems);
        Datas = Space("data", names.Datas);
        _locals = Group(names.Locals);
        _labels = Group(names.Labels);
        _fields = Group(names.Fields);
    }

    /// <summary>Name of the module.</summary>
    public string? Module { get; }

    public Identifiers Types { get; }

    public Identifiers Functions { get; }

    public Identifiers Tables { get; }

    public Identifiers Memories { get; }

    public Identifiers Globals { get; }

    public Identifiers Tags { get; }

    public Identifiers Elems { get; }

    public Identifiers Datas { get; }

    /// <summary>The space of things that can be imported and exported.</summary>
    public Identifiers this[ExternKind kind] => kind switch
    {
        ExternKind.Func => Functions,
        ExternKind.Table => Tables,
        ExternKind.Mem => Memories,
        ExternKind.Global => Globals,
        _ => Tags,
    };

    /// <summary>The identifiers of the locals of a function.</summary>
    /// <param name="function">Its index.</param>
    /// <param name="count">How many locals it has.</param>
    public Identifiers Locals(uint function, long count) =>
        _locals.TryGetValue(function, out List<KeyValuePair<uint, string>>? names) ? Space("local", names.Where(name => name.Key < count)) : Identifiers.None;

    /// <summary>The names of the labels of a function.</summary>
    public IReadOnlyList<KeyValuePair<uint, string>> Labels(uint function) => _labels.GetValueOrDefault(function, NoNames);

    /// <summary>The identifiers of the fields of a type.</summary>
    public Identifiers Fields(uint type)
    {
        if (!_fields.TryGetValue(type, out List<KeyValuePair<uint, string>>? names)) return Identifiers.None;
        if (_fieldIds.TryGetValue(type, out Identifiers? known)) return known;
        int count = type < _module.Types.Length && _module.Types[(int)type].Comp is StructType structure ? structure.Fields.Length : 0;
        return _fieldIds[type] = Space("field", names.Where(name => name.Key < count));
    }

    private static Identifiers Space(string what, IEnumerable<KeyValuePair<uint, string>> names) => new(what, names.OrderBy(name => name.Key));

    private static Dictionary<uint, List<KeyValuePair<uint, string>>> Group(FrozenDictionary<(uint, uint), string> names)
    {
        Dictionary<uint, List<KeyValuePair<uint, string>>> groups = [];
        foreach (((uint outer, uint inner), string name) in names)
        {
            if (!groups.TryGetValue(outer, out List<KeyValuePair<uint, string>>? group)) groups[outer] = group = [];
            group.Add(new(inner, name));
        }
        return groups;
    }
}
