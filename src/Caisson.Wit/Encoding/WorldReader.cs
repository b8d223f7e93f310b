using Caisson.Wit.Model;

namespace Caisson.Wit.Encoding;

/// <summary>A world that is being put together. One thread at a time. component-model: Package Format</summary>
internal sealed class WorldReader(string name, BinaryScopeType type, PackageReader package)
{
    private readonly List<Func<PackageBuilder, WitWorldItem>> _imports = [];
    private readonly List<Func<PackageBuilder, WitWorldItem>> _exports = [];
    private readonly DocsNode _docs = package.WorldDocs(name);
    private Draft? _draft;

    /// <summary>Reads the imports and exports, and merges the interfaces among them.</summary>
    public void Read()
    {
        var outer = new ReaderScope(null);
        foreach (Declaration declaration in type.Declarations)
        {
            if (PackageReader.Common(declaration, outer)) continue;
            var export = (ExternDeclaration)declaration;
            bool isWorld = export is { IsImport: false, Kind: Opcodes.ExternComponent } && _draft is null;
            if (!isWorld || outer.Type(export.Index!.Value, export.Offset) is not BinaryScopeType { IsComponent: true } world)
            {
                throw DecodeErrors.Malformed(export.Offset, "this in the type of a world");
            }

            _draft = new Draft(export.Name.Name, _docs, export.Offset);
            Component(world, new ReaderScope(outer));
        }
    }

    /// <summary>The world, once all interfaces are built.</summary>
    public WitWorld Build(PackageBuilder builder) => DecodeErrors.Build(type.Offset, () =>
        new WitWorld(name, _imports.Select(item => item(builder)), _exports.Select(item => item(builder))) { Docs = _docs.Docs, Gate = _docs.Gate });

    private void Component(BinaryScopeType world, ReaderScope scope)
    {
        foreach (Declaration declaration in world.Declarations)
        {
            if (PackageReader.Common(declaration, scope)) continue;
            var item = (ExternDeclaration)declaration;
            if (item.Kind == Opcodes.ExternInstance) Interface(item, scope);
            else Item(item, scope);
        }
    }

    private void Item(ExternDeclaration item, ReaderScope scope)
    {
        if (item.Kind == Opcodes.ExternFunc)
        {
            DocsNode docs = item.IsImport ? _docs.Child("funcs").Child(item.Name.Name) : _docs.Child("func_exports", "funcs", item.Name.Name);
            WitFunction function = TypeReader.Function(item, scope, _draft!, docs);
            (item.IsImport ? _imports : _exports).Add(_ => new WitFunctionItem(function));
            return;
        }

        if (item.Kind != Opcodes.ExternType || !item.IsImport) throw DecodeErrors.Malformed(item.Offset, "this in a world");
        if (_draft!.FindType(item.Name.Name) is not null) throw DecodeErrors.Malformed(item.Offset, $"another `{item.Name.Name}`");
        package.Export(item, scope, _draft, _docs.Child("types"), default);
        WitTypeDef added = _draft.FindType(item.Name.Name)!;
        _imports.Add(_ => new WitTypeItem(added));
    }

    private void Interface(ExternDeclaration item, ReaderScope scope)
    {
        string list = item.IsImport ? "interface_import" : "interface_export";
        string externName = item.Name.Name;
        bool isPlain = Label.IsValid(externName);
        DocsNode docs = item.IsImport ? _docs.Child("interfaces").Child(externName) : _docs.Child("interface_exports", "interfaces", externName);
        string? text = _docs.Child(list + "_docs").Text(externName);
        WitGate gate = DocsNode.GateOf(_docs.Child(list + "_stability").Child(externName));
        Draft draft;
        if (isPlain && item.Name.Implements is null)
        {
            draft = new Draft(externName, docs, item.Offset);
            package.Instance(item, scope, draft);
            (text, gate) = (docs.Docs, docs.Gate);
        }
        else draft = package.Merge(item, item.Name.Implements ?? externName, scope);

        scope.AddInstance(draft);
        bool isInline = isPlain && item.Name.Implements is null;
        (item.IsImport ? _imports : _exports).Add(builder => new WitInterfaceItem(builder.Interface(draft, isInline), isPlain ? externName : null)
        {
            Docs = text,
            Gate = gate,
            ExternalId = item.Name.ExternalId,
        });
    }
}
