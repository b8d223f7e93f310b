using Caisson.Wit.Model;

namespace Caisson.Wit.Printing;

/// <summary>Interfaces, worlds and what stands in them. component-model: interface-item, world-item</summary>
internal static class ItemPrinter
{
    public static Block Interface(WitInterface item) =>
        Block.Of("interface", item.Docs, item.Gate).Braces($"interface {TypePrinter.Name(item.Name!)}", Items(item, item.Package));

    public static Block World(WitWorld world)
    {
        IEnumerable<Block> imports = Imports(world.Imports, world.Package);
        IEnumerable<Block> exports = world.Exports.Select(item => Extern(item, "export", world.Package));
        return Block.Of("world", world.Docs, world.Gate).Braces($"world {TypePrinter.Name(world.Name)}", imports.Concat(exports));
    }

    private static IEnumerable<Block> Items(WitInterface item, WitPackage? package) =>
        Types(item.Types, package).Concat(item.Functions.Select(function => Function(function, "")));

    // Uses of one interface that stand together are one item.
    private static IEnumerable<Block> Types(IReadOnlyList<WitTypeDef> types, WitPackage? package)
    {
        for (int at = 0; at < types.Count;)
        {
            int end = at + 1;
            while (end < types.Count && AreOneUse(types[at], types[end])) end++;
            yield return types[at] is WitAlias { Used: not null } ? Use([.. types.Skip(at).Take(end - at).Cast<WitAlias>()], package) : Type(types[at]);
            at = end;
        }
    }

    private static bool AreOneUse(WitTypeDef first, WitTypeDef next) =>
        first is WitAlias { Used: { } a } && next is WitAlias { Used: { } b } && a.Scope == b.Scope && first.Gate == next.Gate && first.Docs == next.Docs;

    private static Block Use(IReadOnlyList<WitAlias> aliases, WitPackage? package)
    {
        string path = PathPrinter.Interface((WitInterface)aliases[0].Used!.Scope!, package);
        IEnumerable<string> names = aliases.Select(alias => alias.Name == alias.Used!.Name
            ? TypePrinter.Name(alias.Name)
            : $"{TypePrinter.Name(alias.Used.Name)} as {TypePrinter.Name(alias.Name)}");
        return Block.Of("use", aliases[0].Docs, aliases[0].Gate).Line($"use {path}.{{{string.Join(", ", names)}}};");
    }

    private static IEnumerable<Block> Imports(IReadOnlyList<WitWorldItem> items, WitPackage? package)
    {
        for (int at = 0; at < items.Count;)
        {
            List<WitTypeDef> types = [.. items.Skip(at).TakeWhile(item => item is WitTypeItem).Select(item => ((WitTypeItem)item).Type)];
            if (types.Count == 0) yield return Extern(items[at++], "import", package);
            foreach (Block block in Types(types, package)) yield return block;
            at += types.Count;
        }
    }

    private static Block Extern(WitWorldItem item, string kind, WitPackage? package)
    {
        if (item is WitFunctionItem function) return Function(function.Function, kind + " ");
        var named = (WitInterfaceItem)item;
        Block block = Block.Of(kind, named.Docs, named.Gate, named.ExternalId);
        string name = named.PlainName is null ? "" : TypePrinter.Name(named.PlainName) + ": ";
        return named.Interface.Name is null
            ? block.Braces($"{kind} {name}interface", Items(named.Interface, package))
            : block.Line($"{kind} {name}{PathPrinter.Interface(named.Interface, package)};");
    }

    private static Block Type(WitTypeDef type)
    {
        Block block = Block.Of(type is WitAlias ? "alias" : "type", type.Docs, type.Gate, type.ExternalId);
        string name = TypePrinter.Name(type.Name);
        return type switch
        {
            WitAlias alias => block.Line($"type {name} = {TypePrinter.PrintTarget(alias.Target)};"),
            WitResource { Functions.Count: 0 } => block.Line($"resource {name};"),
            WitResource resource => block.Braces($"resource {name}", resource.Functions.Select(function => Function(function, ""))),
            WitMembers members => block.Braces($"{members.Keyword} {name}", members.Members.Select(member => Member(members, member))),
            _ => throw new ArgumentException(type.GetType().Name, nameof(type)),
        };
    }

    private static Block Member(WitMembers type, WitMember member)
    {
        var block = new Block("member");
        block.Docs(member.Docs);
        string name = TypePrinter.Name(member.Name);
        if (member.Type is null) return block.Line($"{name},");
        return block.Line(type is WitRecord ? $"{name}: {TypePrinter.Print(member.Type)}," : $"{name}({TypePrinter.Print(member.Type)}),");
    }

    private static Block Function(WitFunction function, string prefix)
    {
        Block block = Block.Of(prefix.Length > 0 ? prefix : "function", function.Docs, function.Gate, function.ExternalId);
        string name = TypePrinter.Name(function.Name);
        return function.Kind switch
        {
            WitFunctionKind.Constructor => block.Line($"constructor{Signature(function)};"),
            WitFunctionKind.Static => block.Line($"{name}: static {Async(function)}func{Signature(function)};"),
            _ => block.Line($"{prefix}{name}: {Async(function)}func{Signature(function)};"),
        };
    }

    private static string Async(WitFunction function) => function.IsAsync ? "async " : "";

    private static string Signature(WitFunction function)
    {
        IEnumerable<WitMember> written = function.Parameters.Skip(function.Kind == WitFunctionKind.Method ? 1 : 0);
        string parameters = string.Join(", ", written.Select(parameter => $"{TypePrinter.Name(parameter.Name)}: {TypePrinter.Print(parameter.Type!)}"));
        bool isImplied = function.Kind == WitFunctionKind.Constructor && function.Result is WitOwn;
        return $"({parameters}){(function.Result is null || isImplied ? "" : $" -> {TypePrinter.Print(function.Result)}")}";
    }
}
