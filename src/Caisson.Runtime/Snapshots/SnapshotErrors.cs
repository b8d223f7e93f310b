using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>Why no snapshot can be taken.</summary>
internal static class SnapshotErrors
{
    public static SnapshotException ImportedState(IEnumerable<string> imports) =>
        new($"the module's state isn't its own, but imported; a snapshot can only hold what a module defines:\n{string.Join('\n', imports)}");

    public static SnapshotException Uncapturable(string place, object? value) => new($"{place} holds {Describe(value)}, which a module can't begin with");

    public static SnapshotException MutableSegment(int segment) =>
        new($"element segment {segment} holds structures or arrays, which may have changed; a module can't begin with them");

    public static SnapshotException TooLarge(long bytes) =>
        new($"the snapshot would have {bytes} bytes beside its code; a module may have {ImplementationLimits.ModuleSize} in all");

    public static SnapshotException TooManySegments(string kind, uint count, int most) =>
        new($"the snapshot would have {count} {kind} segments; a module may have {most}");

    public static InvalidOperationException Inside() =>
        new("no snapshot can be taken while somebody is inside the instance, or one that it is linked to: the stack isn't part of it");

    public static ArgumentException NoSuchFunction(string name) => new($"the module exports no function named \"{name}\", so it can't be renamed");

    public static ArgumentException RenamedTwice(string name) => new($"the function \"{name}\" has two new names");

    private static string Describe(object? value) => value switch
    {
        Function { Instance: null } => "a function of the host that the module doesn't import",
        Function => "a function of another instance",
        WasmStruct => "a structure",
        WasmArray => "an array",
        WasmException => "an exception",
        _ => "a reference of the host",
    };

    public static string Place(ModuleSyntax module, ExternKind kind, int index)
    {
        string? name = module.Exports.FirstOrDefault(export => export.Kind == kind && export.Index == index)?.Name
            ?? (kind == ExternKind.Global ? module.Names.Globals : module.Names.Tables).GetValueOrDefault((uint)index);
        return $"{RuntimeErrors.Noun(kind)} {index}{(name is null ? "" : $" (\"{name}\")")}";
    }
}
