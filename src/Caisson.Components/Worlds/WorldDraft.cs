using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Components.Validation;
using Caisson.Wit;
using Caisson.Wit.Model;

namespace Caisson.Components.Worlds;

/// <summary>The world of a component while it is put together; first all imports, then all exports. One thread at a time.</summary>
internal sealed class WorldDraft
{
    private static readonly PackageName Main = new("root", "component");
    private readonly TypeNames _names = new();
    private readonly ScopeDraft _world = new(null, null) { IsWorld = true };
    private readonly Dictionary<string, ScopeDraft> _interfaces = new(StringComparer.Ordinal);
    private readonly List<Func<WitWorldItem>> _imports = [], _exports = [];
    private readonly ImmutableArray<UnsaidExtern>.Builder _unsaid = ImmutableArray.CreateBuilder<UnsaidExtern>();
    private int _typesDone;

    /// <summary>An empty world.</summary>
    /// <param name="names">All names that will be in it.</param>
    public WorldDraft(IEnumerable<string> names) => _world.Reserve(names);

    /// <summary>What couldn't be said.</summary>
    public ImmutableArray<UnsaidExtern> Unsaid => _unsaid.ToImmutable();

    /// <summary>Adds an import or export.</summary>
    public void Add(ExternDecl declaration, bool isImport)
    {
        Func<WitWorldItem>? item = null;
        Say(declaration, isImport, "", () => item = declaration.Type is InstanceType instance ? Instance(declaration, instance, isImport) : Item(declaration, isImport));
        // A type that the world got on the way stands in front of what mentions it.
        _imports.AddRange(_world.Types.Skip(_typesDone).Select(type => (Func<WitWorldItem>)(() => new WitTypeItem(type))));
        _typesDone = _world.Types.Count;
        if (item is not null) (isImport ? _imports : _exports).Add(item);
    }

    /// <summary>The packages, and the world in the main one.</summary>
    /// <exception cref="WitException">The interfaces use each other in too long a chain.</exception>
    public (WitResolution Packages, WitWorld World) Build()
    {
        try
        {
            return new PackageWriter(_names.Uses, Main).Write(_interfaces.Values, () => [.. _imports.Select(item => item())], () => [.. _exports.Select(item => item())]);
        }
        catch (ArgumentException error)
        {
            throw new WitException($"no WIT describes this component: {error.Message}");
        }
    }

    private void Say(ExternDecl declaration, bool isImport, string path, Action action)
    {
        try
        {
            UnsaidException.Try(action);
        }
        catch (UnsaidException reason)
        {
            _unsaid.Add(new UnsaidExtern(isImport, path + declaration.Name, declaration.Type, reason.Message));
        }
    }

    /// <summary>A function, or null for a type, which has joined the world.</summary>
    private Func<WitWorldItem>? Item(ExternDecl declaration, bool isImport)
    {
        var writer = new ScopeWriter(_names, _world);
        switch (declaration.Type)
        {
            case ComponentFuncType func:
                WitFunction function = writer.Function(declaration, func);
                if (!isImport && function.Resource is not null) throw UnsaidException.TypeExport();
                return () => new WitFunctionItem(function);
            case TypeExternType bound when isImport:
                writer.Add(declaration, bound);
                return null;
            // It has the name already.
            case TypeExternType bound when _world.FindType(declaration.Name) is { } known && TypeNames.Find(_world, bound.Type) == known:
                return null;
            case TypeExternType: throw UnsaidException.TypeExport();
            default: throw UnsaidException.Sort(declaration.Type is CoreModuleType ? "core modules" : "components");
        }
    }

    private Func<WitWorldItem> Instance(ExternDecl declaration, InstanceType type, bool isImport)
    {
        bool isPlain = Label.IsValid(declaration.Name);
        string? @interface = isPlain ? ScopeWriter.Attribute(declaration, NameAttributeKind.Implements) : declaration.Name;
        ScopeDraft draft = @interface is null ? new ScopeDraft(null, null) : Interface(@interface, ScopeWriter.Attribute(declaration, NameAttributeKind.VersionSuffix));
        draft.IsAmongImports |= isImport;
        draft.IsImported |= isImport && !isPlain;
        draft.IsExported |= !isImport && !isPlain;
        draft.Reserve(type.Exports.Select(export => export.Name));
        var writer = new ScopeWriter(_names, draft);
        foreach (ExternDecl export in type.Exports)
        {
            Say(export, isImport, declaration.Name + " ", () =>
            {
                if (export.Type is TypeExternType bound) writer.Add(export, bound);
                else if (export.Type is ComponentFuncType func) draft.Add(writer.Function(export, func));
                else throw export.Type is InstanceType ? UnsaidException.Nested() : UnsaidException.Sort(export.Type is CoreModuleType ? "core modules" : "components");
            });
        }

        return () => new WitInterfaceItem(draft.Build(), isPlain ? declaration.Name : null) { ExternalId = ScopeWriter.ExternalId(declaration) };
    }

    /// <summary>The interface of a name, which all its occurrences share.</summary>
    private ScopeDraft Interface(string name, string? versionSuffix)
    {
        string whole = name + versionSuffix;
        string unique = whole.ToLowerInvariant();
        if (_interfaces.TryGetValue(unique, out ScopeDraft? known)) return known.FullName == whole ? known : throw UnsaidException.Differs();
        if (!PackageName.TryParseItem(whole, out PackageName? package, out string? item))
        {
            throw ParsedName.Parse(name, out _) is { Version: { } version } ? UnsaidException.Version(version) : UnsaidException.Name(name);
        }

        var draft = new ScopeDraft(package, item);
        _interfaces.Add(unique, draft);
        return draft;
    }
}
