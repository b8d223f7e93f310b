using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Runtime;

/// <summary>Finds what a module imports and checks that it fits, naming everything that doesn't. spec: match-externtype</summary>
internal static class Linking
{
    public static Extern[] Resolve(Module module, Imports imports)
    {
        ModuleSyntax syntax = module.Syntax;
        var found = new Extern[syntax.Imports.Length];
        bool fit = true;
        for (int i = 0; i < found.Length; i++)
        {
            if (imports.Resolve(module.Engine, syntax.Imports[i].Module, syntax.Imports[i].Name) is { } external) found[i] = external;
            fit &= found[i] is not null && Matches(module, syntax.Imports[i], found[i]);
        }
        return fit ? found : throw Mismatch(module, found);
    }

    private static UnlinkableException Mismatch(Module module, Extern?[] found)
    {
        var missing = new List<string>();
        var incompatible = new List<string>();
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i] is not { } external) missing.Add(Wanted(module.Imports[i]));
            else if (!Matches(module, module.Syntax.Imports[i], external)) incompatible.Add($"{Wanted(module.Imports[i])}, not {Describe(module.Engine, external)}");
        }
        return incompatible.Count > 0 ? new UnlinkableException($"incompatible import type:\n{string.Join('\n', incompatible.Concat(missing))}")
            : new UnlinkableException($"unknown import:\n{string.Join('\n', missing)}");
    }

    private static string Wanted(ImportType import) => $"  \"{import.Module}\" \"{import.Name}\": {import.Type}";

    private static bool Matches(Module module, Import import, Extern external)
    {
        if (IsForeign(module.Engine, external)) return false;
        ModuleSyntax syntax = module.Syntax;
        TypeMatcher types = module.TypeIds.Types;
        int index = (int)import.Index;
        return (import.Kind, external) switch
        {
            (ExternKind.Func, Function function) => types.Registry.IsSubtype((int)function.TypeId, types.Canonical(syntax.TypeIndexOf(index))),
            (ExternKind.Table, Table table) => Matches(types, syntax.Tables[index], table),
            (ExternKind.Mem, Memory memory) => Matches(syntax.Memories[index], memory.Type),
            (ExternKind.Global, Global global) => Matches(types, syntax.Globals[index], global),
            (ExternKind.Tag, Tag tag) => tag.TypeId == module.TypeIds.Of(syntax.Tags[index].Type),
            _ => false,
        };
    }

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

    /// <summary>Type numbers of different engines don't compare.</summary>
    private static bool IsForeign(Engine engine, Extern external) => external.TypeEngine is { } other && other != engine;

    private static string Describe(Engine engine, Extern external) =>
        IsForeign(engine, external) ? $"{Describe(external)} of another engine" : Describe(external);

    private static string Describe(Extern external) => external switch
    {
        Function function => new FuncExternType(function.Type).ToString(),
        Table table => new TableExternType(table.Type).ToString(),
        Memory memory => new MemExternType(memory.Type).ToString(),
        Global global => new GlobalExternType(global.Type).ToString(),
        _ => new TagExternType(((Tag)external).Type).ToString(),
    };
}
