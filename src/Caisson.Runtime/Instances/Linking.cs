using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

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
            else if (!Matches(module, module.Syntax.Imports[i], external)) incompatible.Add($"{wanted}, not {Describe(external)}");
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
            (ExternKind.Func, Function function) => Matches(module, function, module.Types.Canonical(syntax.Functions[index])),
            (ExternKind.Table, Table table) => Matches(module.Types, syntax.Tables[index], table),
            (ExternKind.Mem, Memory memory) => Matches(syntax.Memories[index], memory.Type),
            (ExternKind.Global, Global global) => Matches(module.Types, syntax.Globals[index], global),
            (ExternKind.Tag, Tag tag) => tag.TypeId == module.Types.Canonical(syntax.Tags[index].Type),
            _ => false,
        };
    }

    private static bool Matches(Module module, Function function, int wanted) =>
        function.Engine == module.Engine
            ? module.Types.Registry.IsSubtype(function.TypeId, wanted)
            : throw new UnlinkableException($"incompatible import type: {function} belongs to another engine; link modules of one engine");

    private static bool Matches(TypeMatcher types, TableType wanted, Table given) =>
        given.CanonicalElement == types.Canonical(wanted.Element) && wanted.Is64 == given.DeclaredType.Is64 && Matches(wanted.Limits, given.Type.Limits);

    private static bool Matches(MemType wanted, MemType given) =>
        wanted.Is64 == given.Is64 && wanted.Shared == given.Shared && wanted.PageSizeLog2 == given.PageSizeLog2 && Matches(wanted.Limits, given.Limits);

    private static bool Matches(Limits wanted, Limits given) =>
        given.Min >= wanted.Min && (wanted.Max is null || given.Max <= wanted.Max);

    /// <summary>A constant may be of a subtype; a variable, which the importer may write, may not.</summary>
    private static bool Matches(TypeMatcher types, GlobalType wanted, Global given)
    {
        ValType canonical = types.Canonical(wanted.Type);
        return wanted.Mutable == given.Type.Mutable
            && (wanted.Mutable ? given.CanonicalType == canonical : types.Registry.Matches(given.CanonicalType, canonical));
    }

    private static string Describe(Extern external) => external switch
    {
        Function function => new FuncExternType(function.Type).ToString(),
        Table table => new TableExternType(table.Type).ToString(),
        Memory memory => new MemExternType(memory.Type).ToString(),
        Global global => new GlobalExternType(global.Type).ToString(),
        _ => new TagExternType(((Tag)external).Type).ToString(),
    };
}
