using Caisson.Components.Concurrency;
using Caisson.Components.Types;
using Caisson.Components.Validation;

namespace Caisson.Components.Linking;

/// <summary>
/// Whether what is there can stand for what an instance imports. Resources that the import introduces are learnt; those that it knows must be the same.
/// spec: subtyping
/// </summary>
internal sealed class ItemMatching(InstanceState importer)
{
    /// <summary>Why not; null where it can.</summary>
    public string? Mismatch(ComponentExternType wanted, LinkedItem given) => (wanted, given) switch
    {
        (ComponentFuncType type, LinkedFunction function) => Mismatch(type, function.Function),
        (InstanceType type, LinkedInstance instance) => Mismatch(type, instance),
        (TypeExternType { Type: ResourceType resource } bound, LinkedResource linked) => Mismatch(resource, bound.IsAbstract, linked),
        (TypeExternType { Type: ComponentValType type }, LinkedType { Type: ComponentValType other } linked) =>
            TypeIdentity.Same(type, importer, other, linked.Scope) ? null : $"not the type {other}",
        (TypeExternType { IsAbstract: false }, LinkedType) => null,
        (CoreModuleType type, LinkedModule module) => CoreModuleMatching.Mismatch(module.Module, type),
        (ComponentType type, LinkedComponent component) => new ComponentSubtyping(new ValidationContext(component.Component.Valid.Syntax, default, 1), 0).Check(component.Component.Type, type),
        _ => $"expected {ComponentSubtyping.Sort(wanted)}, found {Noun(given)}",
    };

    private string? Mismatch(ComponentFuncType wanted, FunctionInstance given)
    {
        ComponentFuncType type = given.Type;

        // A function of the host has the type that it is asked for.
        if (ReferenceEquals(type, wanted)) return null;
        bool isSame = type.IsAsync == wanted.IsAsync
            && type.Parameters.Length == wanted.Parameters.Length
            && type.Parameters.Zip(wanted.Parameters).All(pair => pair.First.Label == pair.Second.Label && IsSame(pair.Second.Type, pair.First.Type))
            && IsSame(wanted.Result, type.Result);
        return isSame ? null : $"not {type}";

        bool IsSame(ComponentValType? one, ComponentValType? other) =>
            one is null || other is null ? one is null && other is null : TypeIdentity.Same(one, importer, other, given.Scope);
    }

    private string? Mismatch(InstanceType wanted, LinkedInstance given)
    {
        foreach (ExternDecl export in wanted.Exports)
        {
            if (!given.Exports.TryGetValue(export.Name, out LinkedItem? item)) return $"{export.Name} was not found";
            if (Mismatch(export.Type, item) is { } reason) return $"{export.Name}: {reason}";
        }
        return null;
    }

    private string? Mismatch(ResourceType wanted, bool isAbstract, LinkedResource given)
    {
        if (!isAbstract) return importer.ResourceOf(wanted) == given.Resource ? null : "mismatched resource types";
        importer.Define(wanted, given.Resource);
        return null;
    }

    private static string Noun(LinkedItem item) => item switch
    {
        LinkedFunction => "func",
        LinkedInstance => "instance",
        LinkedModule => "module",
        LinkedComponent => "component",
        _ => "type",
    };
}
