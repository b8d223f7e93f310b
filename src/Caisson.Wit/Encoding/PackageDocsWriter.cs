using Caisson.Wit.Model;

namespace Caisson.Wit.Encoding;

/// <summary>
/// Documentation and gates, which the component model has no place for: a version byte and JSON, in the form that the tools of the
/// Bytecode Alliance write and read.
/// </summary>
internal static class PackageDocsWriter
{
    private const byte Version = 1;

    public static byte[] Write(WitPackage package)
    {
        JsonObject worlds = new(), interfaces = new();
        foreach (WitWorld world in package.Worlds) worlds.Add(world.Name, World(world));
        foreach (WitInterface item in package.Interfaces) interfaces.Add(item.Name!, Interface(item, item.Docs, item.Gate));
        JsonObject all = new JsonObject().Add("docs", package.Docs).Add("worlds", worlds).Add("interfaces", interfaces);
        return [Version, .. System.Text.Encoding.UTF8.GetBytes(all.ToString())];
    }

    private static JsonObject World(WitWorld world)
    {
        JsonObject imports = new(), types = new(), functions = new(), exports = new(), functionExports = new();
        foreach (WitInterfaceItem item in Inline(world.Imports)) imports.Add(item.ExternName, Interface(item.Interface, item.Docs, item.Gate));
        foreach (WitTypeDef type in world.Types) types.Add(type.Name, Type(type));
        IEnumerable<WitFunction> ofResources = world.Types.OfType<WitResource>().SelectMany(resource => resource.Functions);
        IEnumerable<WitFunction> freestanding = world.Imports.OfType<WitFunctionItem>().Select(item => item.Function);
        foreach (WitFunction function in freestanding.Concat(ofResources)) functions.Add(function.ExportName, Item(function.Docs, function.Gate));
        foreach (WitInterfaceItem item in Inline(world.Exports)) exports.Add(item.ExternName, Interface(item.Interface, item.Docs, item.Gate));
        foreach (WitFunctionItem item in world.Exports.OfType<WitFunctionItem>()) functionExports.Add(item.ExternName, Item(item.Function.Docs, item.Function.Gate));
        return Item(world.Docs, world.Gate)
            .Add("interfaces", imports)
            .Add("types", types)
            .Add("funcs", functions)
            .Add("interface_exports", exports)
            .Add("func_exports", functionExports)
            .Add("interface_import_stability", Gates(world.Imports))
            .Add("interface_export_stability", Gates(world.Exports))
            .Add("interface_import_docs", Docs(world.Imports))
            .Add("interface_export_docs", Docs(world.Exports));
    }

    private static JsonObject Interface(WitInterface item, string? docs, WitGate gate)
    {
        JsonObject functions = new(), types = new();
        foreach (WitFunction function in item.AllFunctions) functions.Add(function.ExportName, Item(function.Docs, function.Gate));
        foreach (WitTypeDef type in item.Types) types.Add(type.Name, Type(type));
        return Item(docs, gate).Add("funcs", functions).Add("types", types);
    }

    private static JsonObject Type(WitTypeDef type)
    {
        JsonObject items = new();
        if (type is WitMembers members)
        {
            foreach (WitMember member in members.Members) items.Add(member.Name, member.Docs);
        }

        return Item(type.Docs, type.Gate).Add("items", items);
    }

    private static JsonObject Item(string? docs, WitGate gate) => new JsonObject().Add("docs", docs).Add("stability", Gate(gate));

    private static JsonObject Gate(WitGate gate)
    {
        JsonObject kind = new JsonObject().Add("feature", gate.Unstable).Add("since", gate.Since?.ToString()).Add("deprecated", gate.Deprecated?.ToString());
        return new JsonObject().Add(gate.Unstable is null ? "stable" : "unstable", kind);
    }

    private static JsonObject Gates(IEnumerable<WitWorldItem> items) =>
        Named(items).Aggregate(new JsonObject(), (all, item) => all.Add(item.ExternName, Gate(item.Gate)));

    private static JsonObject Docs(IEnumerable<WitWorldItem> items) =>
        Named(items).Aggregate(new JsonObject(), (all, item) => all.Add(item.ExternName, item.Docs));

    private static IEnumerable<WitInterfaceItem> Inline(IEnumerable<WitWorldItem> items) => items.OfType<WitInterfaceItem>().Where(item => item.Interface.Name is null);

    private static IEnumerable<WitInterfaceItem> Named(IEnumerable<WitWorldItem> items) => items.OfType<WitInterfaceItem>().Where(item => item.Interface.Name is not null);
}
