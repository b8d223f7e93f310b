using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Oracle;

/// <summary>Whether imports are what a module declares. spec: exec-instantiation, match-externtype</summary>
internal static class Linking
{
    public static void Link(Store store, ModuleInst instance, ExternInst[] imports)
    {
        if (imports.Length != instance.Syntax.Imports.Length) throw new LinkStop("unknown import");
        for (int i = 0; i < imports.Length; i++)
        {
            Import import = instance.Syntax.Imports[i];
            if (!Matches(store, instance, import, imports[i])) throw new LinkStop($"incompatible import type: {import.Module} {import.Name}");
            Add(instance, imports[i]);
        }
    }

    private static void Add(ModuleInst instance, ExternInst import)
    {
        switch (import)
        {
            case FuncInst function: instance.Functions.Add(function); break;
            case TableInst table: instance.Tables.Add(table); break;
            case MemInst memory: instance.Memories.Add(memory); break;
            case GlobalInst global: instance.Globals.Add(global); break;
            case TagInst tag: instance.Tags.Add(tag); break;
        }
    }

    private static bool Matches(Store store, ModuleInst instance, Import import, ExternInst given)
    {
        ModuleSyntax module = instance.Syntax;
        TypeMatcher types = instance.Types;
        int index = (int)import.Index;
        return (import.Kind, given) switch
        {
            (ExternKind.Func, FuncInst function) => store.Types.IsSubtype(function.TypeNumber, types.Canonical(module.Functions[index])),
            (ExternKind.Table, TableInst table) => Matches(table, module.Tables[index], types.Canonical(module.Tables[index].Element)),
            (ExternKind.Mem, MemInst memory) => Matches(memory, module.Memories[index]),
            (ExternKind.Global, GlobalInst global) => Matches(store, global.Type, module.Globals[index], types.Canonical(module.Globals[index].Type)),
            (ExternKind.Tag, TagInst tag) => tag.TypeNumber == types.Canonical(module.Tags[index].Type),
            _ => false,
        };
    }

    /// <summary>spec: match-tabletype</summary>
    private static bool Matches(TableInst given, TableType wanted, ValType element) =>
        given.Type.Is64 == wanted.Is64 && given.Type.Element == element && Matches((ulong)given.Elem.Count, given.Type.Limits.Max, wanted.Limits);

    /// <summary>spec: match-memtype</summary>
    private static bool Matches(MemInst given, MemType wanted) =>
        given.Type.Is64 == wanted.Is64
        && given.Type.Shared == wanted.Shared
        && given.Type.PageSizeLog2 == wanted.PageSizeLog2
        && Matches(given.Pages, given.Type.Limits.Max, wanted.Limits);

    /// <summary>spec: match-limits</summary>
    private static bool Matches(ulong min, ulong? max, Limits wanted) => min >= wanted.Min && (wanted.Max is null || max <= wanted.Max);

    /// <summary>spec: match-globaltype</summary>
    private static bool Matches(Store store, GlobalType given, GlobalType wanted, ValType type) =>
        given.Mutable == wanted.Mutable && (given.Mutable ? given.Type == type : store.Types.Matches(given.Type, type));
}
