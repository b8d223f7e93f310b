using System.Collections.Immutable;
using Caisson.Components.Types;
using Caisson.Runtime;
using Caisson.Wasm;

namespace Caisson.Components.Composition;

/// <summary>The messages of composition.</summary>
internal static class CompositionErrors
{
    private const int MaxNames = 12;

    public static ArgumentException OtherComposer(ComponentPart part) => new($"`{part}` was loaded by another composer");

    public static UnlinkableException NothingPlugs(ComponentPart socket, IReadOnlyList<ComponentPart> plugs) =>
        new($"nothing plugs into `{socket}`\n{Imports(socket)}\n{string.Join('\n', plugs.Select(Exports))}");

    public static UnlinkableException PlugsNothing(ComponentPart plug, IEnumerable<ComponentPart> before) =>
        new($"`{plug}` plugs into nothing that stands before it\n{Exports(plug)}\n{string.Join('\n', before.Select(Imports))}");

    public static UnlinkableException Mismatch(ComponentPart part, string error) => new($"what is plugged into `{part}` doesn't fit: {error}");

    public static UnlinkableException Unmergeable(ComponentPart part, string import, string other, string error) => new(
        $"`{part}` imports `{import}`, and what another component imports as `{other}` isn't compatible with it: {error}");

    public static UnlinkableException ImportOfPluggedType(string import, ComponentPart plug, string export) => new(
        $"`{import}`, which nothing plugs, uses a type of `{export}`, which `{plug}` plugs: plug both of them, or neither");

    public static UnlinkableException Cycle(string import) => new($"`{import}` uses types of interfaces that use types of it");

    public static UnlinkableException CoreReference(string what) => new($"{what} has a type that refers to other core types, and can't be imported by a composition");

    public static UnlinkableException TooLarge() => new($"the parts are larger than {ComponentLimits.ComponentSize} bytes together");

    public static UnlinkableException Invalid(ModuleException error) => new($"the composition wouldn't be a valid component: {error.Message}");

    private static string Imports(ComponentPart part) => $"`{part}` imports {Names(part.Type.Imports)}";

    private static string Exports(ComponentPart part) => $"`{part}` exports {Names(part.Type.Exports)}";

    private static string Names(ImmutableArray<ExternDecl> declarations)
    {
        if (declarations.IsEmpty) return "nothing";
        string names = string.Join(", ", declarations.Take(MaxNames).Select(declaration => $"`{declaration.Name}`"));
        return declarations.Length > MaxNames ? $"{names} and {declarations.Length - MaxNames} more" : names;
    }
}
