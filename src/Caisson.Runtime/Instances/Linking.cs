using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>Finds what a module imports and checks that it fits, naming everything that doesn't. spec: match-externtype</summary>
internal static class Linking
{
    public static Extern[] Resolve(Module module, Imports imports)
    {
        var found = new Extern[module.Imports.Length];
        var missing = new List<string>();
        var incompatible = new List<string>();
        for (int i = 0; i < found.Length; i++)
        {
            ImportType import = module.Imports[i];
            string wanted = $"  \"{import.Module}\" \"{import.Name}\": {import.Type}";
            if (imports.Resolve(module.Engine, import.Module, import.Name) is not { } external) missing.Add(wanted);
            else if (!Matches(module, module.Syntax.Imports[i], external)) incompatible.Add($"{wanted}, not {Describe(module.Engine, external)}");
            else found[i] = external;
        }
        if (incompatible.Count > 0) throw new UnlinkableException($"incompatible import type:\n{string.Join('\n', incompatible.Concat(missing))}");
        if (missing.Count > 0) throw new UnlinkableException($"unknown import:\n{string.Join('\n', missing)}");
        return found;
    }

    private static bool Matches(Module module, Import import, Extern external)
    {
        ModuleSyntax syntax = module.Syntax;
        int index = (int)import.Index;
        return (import.Kind, external) switch
        {
            (ExternKind.Func, Function function) => Matches(module, function, module.TypeIds[(int)syntax.Functions[index].Value]),
            (ExternKind.Table, Table table) => Matches(syntax.Tables[index], table.Type),
            (ExternKind.Mem, Memory memory) => Matches(syntax.Memories[index], memory.Type),
            (ExternKind.Global, Global global) => Matches(syntax.Globals[index], global.Type),
            (ExternKind.Tag, Tag tag) => tag.Type.Equals(syntax.FuncTypeAt(syntax.Tags[index].Type)),
            _ => false,
        };
    }

    private static bool Matches(Module module, Function function, int typeId) =>
        function.Engine == module.Engine && function.TypeId == typeId;

    private static bool Matches(TableType wanted, TableType given) =>
        wanted.Element == given.Element && wanted.Is64 == given.Is64 && Matches(wanted.Limits, given.Limits);

    private static bool Matches(MemType wanted, MemType given) =>
        wanted.Is64 == given.Is64 && wanted.Shared == given.Shared && wanted.PageSizeLog2 == given.PageSizeLog2 && Matches(wanted.Limits, given.Limits);

    private static bool Matches(Limits wanted, Limits given) =>
        given.Min >= wanted.Min && (wanted.Max is null || given.Max <= wanted.Max);

    private static bool Matches(GlobalType wanted, GlobalType given) =>
        wanted.Mutable == given.Mutable && (wanted.Type == given.Type || (!wanted.Mutable && IsSubtype(given.Type, wanted.Type)));

    private static bool IsSubtype(ValType sub, ValType super) =>
        sub.IsRef && super.IsRef && sub.Heap == super.Heap && (super.Nullable || !sub.Nullable);

    private static string Describe(Engine engine, Extern external) => external switch
    {
        Function function when function.Engine != engine => $"{new FuncExternType(function.Type)} of another engine",
        Function function => new FuncExternType(function.Type).ToString(),
        Table table => new TableExternType(table.Type).ToString(),
        Memory memory => new MemExternType(memory.Type).ToString(),
        Global global => new GlobalExternType(global.Type).ToString(),
        _ => new TagExternType(((Tag)external).Type).ToString(),
    };
}
