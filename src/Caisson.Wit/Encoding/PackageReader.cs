using Caisson.Wit.Model;

namespace Caisson.Wit.Encoding;

/// <summary>
/// The exported types of a component to packages, in steps: 1. find which are interfaces and which are worlds; 2. merge all occurrences
/// of each interface; 3. build the interfaces, each behind those that it uses; 4. build the worlds on them. One thread at a time.
/// component-model: Package Format
/// </summary>
internal sealed class PackageReader(ComponentSections sections)
{
    private readonly Dictionary<string, BinaryScopeType> _own = new(StringComparer.Ordinal);
    private readonly List<(string Name, BinaryScopeType Type)> _worlds = [];
    private readonly DraftSet _drafts = new();
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private int _depth;

    /// <summary>Reads the package and what it has of others.</summary>
    public WitResolution Read()
    {
        PackageName main = Sort();
        foreach (string name in _own.Keys) Interface(name);
        List<WorldReader> worlds = [.. _worlds.Select(world => new WorldReader(world.Name, world.Type, this))];
        foreach (WorldReader world in worlds) world.Read();
        var builder = new PackageBuilder(_drafts, main, sections.Docs);
        return builder.Build(_own.Keys, worlds);
    }

    /// <summary>Documentation of a world.</summary>
    public DocsNode WorldDocs(string name) => sections.Docs.Child("worlds").Child(name);

    /// <summary>The interface that an imported or exported instance is, merged with what occurs here.</summary>
    /// <param name="declaration">The import or export.</param>
    /// <param name="name">The name of the interface with its package.</param>
    /// <param name="scope">Where the declaration stands.</param>
    public Draft Merge(ExternDeclaration declaration, string name, ReaderScope scope)
    {
        if (_own.ContainsKey(name)) Interface(name, declaration.Offset);
        Draft draft = Named(name, declaration.Offset);
        Instance(declaration, scope, draft);
        return draft;
    }

    /// <summary>What an instance exports, put into an interface.</summary>
    public void Instance(ExternDeclaration declaration, ReaderScope outer, Draft draft)
    {
        if (outer.Type(declaration.Index!.Value, declaration.Offset) is not BinaryScopeType { IsComponent: false } type)
        {
            throw DecodeErrors.Malformed(declaration.Offset, "an instance whose type is none");
        }

        var scope = new ReaderScope(outer);
        foreach (Declaration inner in type.Declarations)
        {
            if (!Common(inner, scope)) Export((ExternDeclaration)inner, scope, draft, draft.Docs.Child("types"), draft.Docs.Child("funcs"));
        }
    }

    /// <summary>Declarations that are the same in all scopes: types and aliases.</summary>
    /// <returns>False for another.</returns>
    public static bool Common(Declaration declaration, ReaderScope scope)
    {
        switch (declaration)
        {
            case TypeDeclaration type:
                scope.Add(TypeReader.Define(type.Type, scope));
                return true;
            case OuterAlias alias:
                scope.Add(scope.Outer(alias));
                return true;
            case ExportAlias alias:
                scope.Add(scope.Instance(alias.Instance, alias.Offset).FindType(alias.Name) ?? throw DecodeErrors.NoExport(alias.Offset, alias.Name));
                return true;
            default:
                return false;
        }
    }

    /// <summary>A type or a function, put into an interface or world.</summary>
    public void Export(ExternDeclaration declaration, ReaderScope scope, Draft draft, DocsNode types, DocsNode functions)
    {
        string name = declaration.Name.Name;
        if (declaration.Kind == Opcodes.ExternType)
        {
            WitTypeDef? type = draft.FindType(name);
            if (type is null) _drafts.Add(draft, type = TypeReader.Named(declaration, scope, types.Child(name)));
            scope.Add(type);
        }
        else if (declaration.Kind != Opcodes.ExternFunc) throw DecodeErrors.Malformed(declaration.Offset, "this in an interface");
        else if (!draft.HasFunction(name)) draft.Add(TypeReader.Function(declaration, scope, draft, functions.Child(name)));
    }

    // 1. Each exported type exports one thing: an instance is an interface, a component a world.
    private PackageName Sort()
    {
        PackageName? main = null;
        foreach ((string name, BinaryScopeType type) in sections.Exports)
        {
            ExternDeclaration export = type.Declarations.OfType<ExternDeclaration>().FirstOrDefault(item => !item.IsImport)
                ?? throw DecodeErrors.Malformed(type.Offset, "a type that exports nothing");
            bool isNamed = PackageName.TryParseItem(export.Name.Name, out PackageName? package, out string? item) && item == name;
            if (!isNamed) throw DecodeErrors.BadName(export.Offset, export.Name.Name);
            main ??= package!;
            if (!main.Equals(package)) throw DecodeErrors.OtherPackage(export.Offset, export.Name.Name, main);
            if (export.Kind == Opcodes.ExternComponent) _worlds.Add((name, type));
            else if (export.Kind != Opcodes.ExternInstance || _own.ContainsKey(export.Name.Name)) throw DecodeErrors.Malformed(export.Offset, $"another `{name}`");
            else _own.Add(export.Name.Name, type);
        }

        return main ?? throw DecodeErrors.Empty();
    }

    // 2. An interface of the package is complete in its own type, which is read before it is merged with others.
    private void Interface(string name, int at = 0)
    {
        if (!_read.Add(name)) return;
        if (++_depth > Limits.UseDepth) throw DecodeErrors.Cycle(at, name);
        var scope = new ReaderScope(null);
        foreach (Declaration declaration in _own[name].Declarations)
        {
            if (Common(declaration, scope)) continue;
            var instance = (ExternDeclaration)declaration;
            if (instance.Kind != Opcodes.ExternInstance) throw DecodeErrors.Malformed(instance.Offset, "this in the type of an interface");
            if (!instance.IsImport && instance.Name.Name != name) throw DecodeErrors.Malformed(instance.Offset, "a second export");
            scope.AddInstance(Merge(instance, instance.Name.Name, scope));
        }

        _depth--;
    }

    private Draft Named(string name, int at)
    {
        if (_drafts.Find(name) is { } known) return known;
        if (!PackageName.TryParseItem(name, out PackageName? owner, out string? item)) throw DecodeErrors.BadName(at, name);
        DocsNode docs = _own.ContainsKey(name) ? sections.Docs.Child("interfaces").Child(item) : default;
        return _drafts.AddNamed(new Draft(name, docs, at) { Package = owner, Item = item });
    }
}
