using Caisson.Components.Types;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Components.Validation;

/// <summary>Whether core definitions and modules can stand for others. Answers null for yes, or why not. spec: match-externtype</summary>
internal static class CoreSubtyping
{
    /// <summary>The modules may import less and export more.</summary>
    public static string? Check(CanonicalTypes types, CoreModuleType sub, CoreModuleType super)
    {
        if (ReferenceEquals(sub, super)) return null;
        CoreModuleShape one = sub.Shape!, other = super.Shape!;
        foreach (((string module, string name) key, CoreExtern needed) in one.Imports)
        {
            if (!other.Imports.TryGetValue(key, out CoreExtern? given)) return $"missing expected import `{key.module}::{key.name}`";
            if (Check(types, given, needed) is { } error) return $"type mismatch in import `{key.module}::{key.name}`: {error}";
        }
        foreach ((string name, CoreExtern needed) in other.Exports)
        {
            if (!one.Exports.TryGetValue(name, out CoreExtern? given)) return $"missing expected export `{name}`";
            if (Check(types, given, needed) is { } error) return $"type mismatch in export `{name}`: {error}";
        }
        return null;
    }

    public static string? Check(CanonicalTypes types, CoreExtern sub, CoreExtern super) => (sub, super) switch
    {
        (CoreFunc one, CoreFunc other) => types.IsSubtype(one.Number, other.Number) ? null : Mismatch(one.Type, other.Type),
        (CoreTag one, CoreTag other) => one.Number == other.Number ? null : Mismatch(one.Type, other.Type),
        (CoreTable one, CoreTable other) => CheckTable(one.Type, other.Type),
        (CoreMemory one, CoreMemory other) => CheckMemory(one.Type, other.Type),
        (CoreGlobal one, CoreGlobal other) => CheckGlobal(types, one.Type, other.Type),
        _ => $"expected {super.Text}, found {sub.Text}",
    };

    public static string? CheckTable(TableType sub, TableType super)
    {
        if (sub.Element != super.Element) return $"expected table element type {super.Element}, found {sub.Element}";
        if (sub.Is64 != super.Is64) return "mismatch in index type used for tables";
        return Fits(sub.Limits, super.Limits) ? null : "mismatch in table limits";
    }

    public static string? CheckMemory(MemType sub, MemType super)
    {
        if (sub.Shared != super.Shared) return "mismatch in the shared flag for memories";
        if (sub.Is64 != super.Is64) return "mismatch in index type used for memories";
        if (sub.PageSizeLog2 != super.PageSizeLog2) return "mismatch in page size for memories";
        return Fits(sub.Limits, super.Limits) ? null : "mismatch in memory limits";
    }

    private static string? CheckGlobal(CanonicalTypes types, GlobalType sub, GlobalType super)
    {
        if (sub.Mutable != super.Mutable) return "global types differ in mutability";
        bool matches = sub.Mutable ? sub.Type == super.Type : types.Matches(sub.Type, super.Type);
        return matches ? null : $"expected global type {super.Type}, found {sub.Type}";
    }

    /// <summary>spec: match-limits</summary>
    private static bool Fits(Limits sub, Limits super) => sub.Min >= super.Min && (super.Max is null || sub.Max <= super.Max);

    private static string Mismatch(FuncType sub, FuncType super) => $"expected: {Text(super)}\nfound:    {Text(sub)}";

    private static string Text(FuncType type) => type.Parameters.IsEmpty && type.Results.IsEmpty ? "(func)" : $"(func {type})";
}
