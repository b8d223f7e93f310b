using Caisson.Components.Types;
using Caisson.Wit;
using Caisson.Wit.Model;

namespace Caisson.Components.Worlds;

/// <summary>
/// By which names the types of a component are known, and who may use them. In a component two types of one structure are the same; which of them
/// WIT writes as <c>use</c> of which depends on whether one was made as a further name of the other. One thread at a time.
/// </summary>
internal sealed class TypeNames
{
    // Names of names of names, further than this, aren't followed: only a hostile component has them.
    private const int MostNames = 1000;

    private readonly Dictionary<object, WitTypeDef> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<WitTypeDef, ScopeDraft> _owners = [];
    private readonly UseGraph<PackageName> _packages = new();

    /// <summary>Which interfaces use types of which.</summary>
    public UseGraph<ScopeDraft> Uses { get; } = new();

    /// <summary>Puts a type into a scope, for the type of the component that it stands for.</summary>
    public void Add(ScopeDraft draft, IDefType type, WitTypeDef definition)
    {
        if (draft.FindType(definition.Name) != definition)
        {
            draft.Add(definition);
            _owners.Add(definition, draft);
        }

        // The one object for a type that is mentioned without a definition has no name.
        if (type is PrimType { NameOf: null }) return;
        draft.Known[type] = definition;
        Learn(type, definition, draft);
        if (!NeedsName(type)) return;
        foreach (IDefType older in NamesOf(type))
        {
            // What a declaration mentions by an alias from outside is the same by the name that it has here.
            draft.Known.TryAdd(older, definition);
            if (type is ResourceType) Learn(older, definition, draft);
        }
    }

    /// <summary>What stands for a type in a scope: itself, or what it is a further name of; null for nothing.</summary>
    public static WitTypeDef? Find(ScopeDraft draft, IDefType type)
    {
        foreach (IDefType name in NamesOf(type))
            if (draft.Known.GetValueOrDefault(name) is WitTypeDef found) return found;
        return null;
    }

    /// <summary>The same, or what stands for it in another interface, of which the scope will then use it.</summary>
    public WitTypeDef? FindOrUse(ScopeDraft draft, IDefType type)
    {
        foreach (IDefType name in NamesOf(type))
        {
            if (draft.Known.GetValueOrDefault(name) is WitTypeDef found) return found;
            if (_known.TryGetValue(name, out WitTypeDef? other) && MayUse(draft, _owners[other])) return Use(draft, other);
        }

        return null;
    }

    /// <summary>Whether a type can be mentioned by a name only.</summary>
    public static bool NeedsName(IDefType type) => type is ResourceType or RecordType or VariantType or EnumType or FlagsType;

    private static IEnumerable<IDefType> NamesOf(IDefType type)
    {
        IDefType? name = type;
        for (int count = 0; name is not null && count < MostNames; count++)
        {
            yield return name;
            name = name is ResourceType resource ? resource.NameOf : (name as ComponentValType)?.NameOf;
        }
    }

    // Of two, the one that others can use is worth more.
    private void Learn(IDefType type, WitTypeDef definition, ScopeDraft draft)
    {
        if (_known.TryGetValue(type, out WitTypeDef? known) && (_owners[known].Package is not null || draft.Package is null)) return;
        _known[type] = definition;
    }

    private bool MayUse(ScopeDraft user, ScopeDraft owner)
    {
        if (owner.Package is not { } package) return false;
        bool isThere = owner.IsImported || (owner.IsExported && !user.IsAmongImports && !user.IsWorld);
        return isThere && Uses.MayUse(user, owner) && (user.Package is null || user.Package.Equals(package) || _packages.MayUse(user.Package, package));
    }

    private WitTypeDef Use(ScopeDraft user, WitTypeDef definition)
    {
        ScopeDraft owner = _owners[definition];
        Uses.Add(user, owner);
        if (user.Package is not null && !user.Package.Equals(owner.Package)) _packages.Add(user.Package, owner.Package!);
        return definition;
    }
}
