using System.Collections.Immutable;
using Caisson.Components.Types;

namespace Caisson.Components.Validation;

/// <summary>
/// Whether what is there can stand for what is asked for. Value types and functions must be equal, as wasmparser has it; instances may
/// export more, components export more and import less. Answers null for yes, or why not. spec: subtyping
/// </summary>
internal sealed class ComponentSubtyping(ValidationContext context, int at)
{
    public string? Check(ComponentExternType sub, ComponentExternType super)
    {
        context.Work(at);
        if (ReferenceEquals(sub, super)) return null;
        return (sub, super) switch
        {
            (CoreModuleType one, CoreModuleType other) => CheckModule(one, other),
            (ComponentFuncType one, ComponentFuncType other) => CheckFunc(one, other),
            (TypeExternType one, TypeExternType other) => CheckDefType(one.Type, other.Type),
            (InstanceType one, InstanceType other) => CheckInstance(one, other),
            (ComponentType one, ComponentType other) => CheckComponent(one, other),
            _ => $"expected {Sort(super)}, found {Sort(sub)}",
        };
    }

    /// <summary>
    /// Gives things to whoever asks for them: finds which resources the asker gets for the ones that it introduces, and checks everything
    /// with these.
    /// </summary>
    /// <param name="given">The thing of a name.</param>
    /// <param name="asked">What is asked for.</param>
    /// <param name="kind">What messages call it: import or export.</param>
    /// <param name="substitution">Replaces what the asker introduced by what it got.</param>
    public string? Open(Func<string, ComponentExternType?> given, ImmutableArray<ExternDecl> asked, string kind, out TypeSubstitution substitution)
    {
        TypeSubstitution resources = new(context, at);
        substitution = new(context, at);
        foreach ((ResourceType resource, ImmutableArray<string> path) in Binders.Of(asked, context, at))
        {
            if (Follow(path, given) is not TypeExternType { Type: ResourceType by }) continue;
            resources.Replace(resource, by);
            substitution.Replace(resource, by);
        }
        foreach (ExternDecl declaration in asked)
        {
            ComponentExternType? actual = given(declaration.Name);
            if (actual is null) return $"missing {kind} named `{declaration.Name}`";
            if (Check(actual, resources.Apply(declaration.Type)) is { } error) return $"type mismatch for {kind} `{declaration.Name}`: {error}";
            Rename(declaration.Type, actual, substitution);
        }
        return null;
    }

    /// <summary>What messages call an import or export. spec: sort</summary>
    public static string Sort(ComponentExternType type) => type switch
    {
        CoreModuleType => "module",
        ComponentFuncType => "func",
        TypeExternType => "type",
        InstanceType => "instance",
        _ => "component",
    };

    private string? CheckModule(CoreModuleType sub, CoreModuleType super)
    {
        context.Work(at, sub.Imports.Length + super.Exports.Length);
        return CoreSubtyping.Check(context.CoreTypes, sub, super);
    }

    private string? CheckDefType(IDefType sub, IDefType super) => (sub, super) switch
    {
        (ResourceType one, ResourceType other) => one == other ? null : $"resource types are not the same ({one} and {other})",
        (ComponentValType one, ComponentValType other) => CheckValType(one, other),
        (ResourceType or ComponentValType, _) or (_, ResourceType or ComponentValType) => $"expected {Sort(super)}, found {Sort(sub)}",
        _ => Check((ComponentExternType)sub, (ComponentExternType)super),
    };

    private static string Sort(IDefType type) => type switch
    {
        ResourceType => "resource",
        ComponentValType => "defined type",
        _ => Sort((ComponentExternType)type),
    };

    private string? CheckInstance(InstanceType sub, InstanceType super)
    {
        foreach (ExternDecl asked in super.Exports)
        {
            if (sub.Find(asked.Name) is not { } actual) return $"missing expected export `{asked.Name}`";
            if (Check(actual, asked.Type) is { } error) return $"type mismatch in instance export `{asked.Name}`: {error}";
        }
        return null;
    }

    /// <summary>
    /// Whoever holds the one for the other gives it the imports of the other, and expects the exports of the other, in terms of these imports.
    /// </summary>
    private string? CheckComponent(ComponentType sub, ComponentType super)
    {
        context.Work(at, super.Imports.Length + sub.Exports.Length);
        Dictionary<string, ComponentExternType> imports = super.Imports.ToDictionary(import => import.Name, import => import.Type);
        if (Open(imports.GetValueOrDefault, sub.Imports, "import", out TypeSubstitution substitution) is { } error) return error;
        Dictionary<string, ComponentExternType> exports =
            substitution.Apply(sub.Exports).ToDictionary(export => export.Name, export => export.Type);
        return Open(exports.GetValueOrDefault, super.Exports, "export", out _);
    }

    private string? CheckFunc(ComponentFuncType sub, ComponentFuncType super)
    {
        if (sub.IsAsync != super.IsAsync) return $"expected {Async(super)} function, found {Async(sub)} function";
        if (sub.Parameters.Length != super.Parameters.Length)
            return $"expected {super.Parameters.Length} parameters, found {sub.Parameters.Length}";
        foreach ((ParameterType one, ParameterType other) in sub.Parameters.Zip(super.Parameters))
        {
            if (one.Label != other.Label) return $"expected parameter named `{other.Label}`, found `{one.Label}`";
            if (CheckValType(one.Type, other.Type) is { } error) return $"type mismatch in function parameter `{one.Label}`: {error}";
        }
        return (sub.Result, super.Result) switch
        {
            (null, null) => null,
            ({ } one, { } other) => CheckValType(one, other) is { } error ? $"type mismatch with result type: {error}" : null,
            ({ }, null) => "expected a result, found none",
            _ => "expected no result, found one",
        };
    }

    private static string Async(ComponentFuncType type) => type.IsAsync ? "async" : "sync";

    private string? CheckValType(ComponentValType sub, ComponentValType super) =>
        TypeEquality.AreEqual(sub, super, () => context.Work(at)) ? null : ValTypeDifference.Explain(sub, super);

    private static ComponentExternType? Follow(ImmutableArray<string> path, Func<string, ComponentExternType?> given)
    {
        ComponentExternType? found = given(path[0]);
        for (int i = 1; i < path.Length; i++) found = (found as InstanceType)?.Find(path[i]);
        return found;
    }

    /// <summary>The names that the asker has for types become those of the types that it got.</summary>
    private void Rename(ComponentExternType asked, ComponentExternType actual, TypeSubstitution substitution)
    {
        context.Work(at);
        if (asked is TypeExternType one && actual is TypeExternType other) substitution.Rename(one.Type, other.Type);
        if (asked is not InstanceType instance || actual is not InstanceType actualInstance) return;
        foreach (ExternDecl export in instance.Exports) Rename(export.Type, actualInstance.Find(export.Name)!, substitution);
    }
}
