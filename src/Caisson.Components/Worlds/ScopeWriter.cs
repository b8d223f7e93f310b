using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Components.Validation;
using Caisson.Wit.Model;

namespace Caisson.Components.Worlds;

/// <summary>Types and functions of a component, put into one scope. One thread at a time.</summary>
internal sealed class ScopeWriter(TypeNames names, ScopeDraft draft)
{
    private readonly TypeWriter _types = new(names, draft);

    /// <summary>A type, unless the scope has it. One of the same name has to be the same.</summary>
    /// <exception cref="UnsaidException">WIT can't say it.</exception>
    public void Add(ExternDecl declaration, TypeExternType bound)
    {
        WitTypeDef definition = _types.Define(declaration.Name, bound, ExternalId(declaration));
        if (draft.FindType(declaration.Name) is { } known)
        {
            if (!Likeness.AreAlike(known, definition)) throw UnsaidException.Differs();
            definition = known;
        }

        names.Add(draft, bound.Type, definition);
    }

    /// <summary>A function, whose name says whether it is one of a resource. spec: plainname</summary>
    /// <exception cref="UnsaidException">WIT can't say it.</exception>
    public WitFunction Function(ExternDecl declaration, ComponentFuncType type)
    {
        ParsedName name = ParsedName.Parse(declaration.Name, out _)!;
        WitResource? resource = name.Resource is null ? null : draft.FindType(name.Resource) as WitResource ?? throw UnsaidException.Method(name.Resource);
        string label = name.Kind switch
        {
            NameKind.Label => name.Name,
            NameKind.Constructor => name.Resource!,
            _ => name.Name[(name.Name.IndexOf('.') + 1)..],
        };
        WitMember[] parameters = [.. type.Parameters.Select(parameter => new WitMember(parameter.Label, _types.Value(parameter.Type)))];
        WitType? result = type.Result is null ? null : _types.Value(type.Result);
        return new WitFunction(KindOf(name.Kind), resource, label, parameters, result, type.IsAsync) { ExternalId = ExternalId(declaration) };
    }

    /// <summary>What the outside world calls something.</summary>
    public static string? ExternalId(ExternDecl declaration) => Attribute(declaration, NameAttributeKind.ExternalId);

    /// <summary>What is said of a name.</summary>
    public static string? Attribute(ExternDecl declaration, NameAttributeKind kind)
    {
        foreach (NameAttribute attribute in declaration.Attributes)
            if (attribute.Kind == kind) return attribute.Value;
        return null;
    }

    private static WitFunctionKind KindOf(NameKind kind) => kind switch
    {
        NameKind.Constructor => WitFunctionKind.Constructor,
        NameKind.Method => WitFunctionKind.Method,
        NameKind.Static => WitFunctionKind.Static,
        _ => WitFunctionKind.Freestanding,
    };
}
