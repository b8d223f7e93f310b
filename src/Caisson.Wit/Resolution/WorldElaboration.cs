using Caisson.Wit.Model;
using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>
/// Adds the interfaces whose types a world's items use, and puts all into an order in which each item stands behind what it
/// mentions: interfaces, types, functions. component-model: Transitive imports and worlds
/// </summary>
internal sealed class WorldElaboration(IReadOnlyList<WitWorldItem> imports, IReadOnlyList<WitWorldItem> exports, NameSyntax world)
{
    private readonly Dictionary<object, WitInterfaceItem> _declared = imports.OfType<WitInterfaceItem>().ToDictionary(item => item.Key);
    private readonly Dictionary<object, WitInterfaceItem> _toExport = exports.OfType<WitInterfaceItem>().ToDictionary(item => item.Key);
    private readonly HashSet<object> _imported = [];
    private readonly HashSet<object> _exported = [];
    private readonly HashSet<WitInterface> _required = [];
    private readonly List<WitWorldItem> _interfaceImports = [];
    private readonly List<WitWorldItem> _exports = [];

    /// <summary>The complete imports and exports.</summary>
    public (IReadOnlyList<WitWorldItem> Imports, IReadOnlyList<WitWorldItem> Exports) Complete()
    {
        foreach (WitInterfaceItem item in imports.OfType<WitInterfaceItem>()) Import(item);
        foreach (WitTypeDef type in imports.OfType<WitTypeItem>().Select(item => item.Type))
        {
            if ((type as WitAlias)?.Used?.Scope is WitInterface used) Import(ImportOf(used, type.Gate));
        }

        _exports.AddRange(exports.OfType<WitFunctionItem>());
        foreach (WitInterfaceItem item in exports.OfType<WitInterfaceItem>()) Export(item);
        WitWorldItem[] types = [.. imports.OfType<WitTypeItem>()];
        WitWorldItem[] all =
        [
            .. _interfaceImports,
            .. types.Where(IsUse),
            .. types.Where(item => !IsUse(item)),
            .. imports.OfType<WitFunctionItem>(),
        ];
        return (all, _exports);
    }

    private static bool IsUse(WitWorldItem item) => item is WitTypeItem { Type: WitAlias { Used: not null } };

    private void Import(WitInterfaceItem item)
    {
        if (!_imported.Add(item.Key)) return;
        foreach (WitInterface dependency in item.Interface.Dependencies) Import(ImportOf(dependency, item.Gate));
        _interfaceImports.Add(item);
    }

    // The import that the world has by itself, or one that is there for what stands on it, behind the same gate.
    private WitInterfaceItem ImportOf(WitInterface @interface, WitGate gate) =>
        _declared.TryGetValue(@interface, out WitInterfaceItem? item) ? item : new WitInterfaceItem(@interface) { Gate = gate };

    // What an export uses is the export of that name where there is one, else an import. Nothing may be needed as both.
    private void Export(WitInterfaceItem item)
    {
        if (_exported.Contains(item.Key)) return;
        foreach (WitInterface dependency in item.Interface.Dependencies)
        {
            if (_toExport.TryGetValue(dependency, out WitInterfaceItem? export)) Export(export);
            else Require(dependency, item);
        }

        if (item.PlainName is null && _required.Contains(item.Interface)) throw ResolveErrors.ImportAndExport(world, NameOf(item), item.Interface.Name!);
        _exported.Add(item.Key);
        _exports.Add(item);
    }

    private void Require(WitInterface @interface, WitInterfaceItem export)
    {
        if (_required.Contains(@interface)) return;
        if (_exported.Contains(@interface)) throw ResolveErrors.ImportAndExport(world, NameOf(export), @interface.Name!);
        foreach (WitInterface dependency in @interface.Dependencies) Require(dependency, export);
        _required.Add(@interface);
        if (!_imported.Contains(@interface)) Import(ImportOf(@interface, export.Gate));
    }

    // Its package isn't complete, so that it has no full name yet.
    private static string NameOf(WitInterfaceItem item) => item.PlainName ?? item.Interface.Name!;
}
