using Caisson.Wit.Model;
using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>Functions, and what must hold of them. component-model: func-item, resource-method</summary>
internal sealed class FunctionResolver(TypeScope scope)
{
    private readonly TypeResolver _types = new(scope);

    /// <summary>A function of no resource.</summary>
    public WitFunction Freestanding(FunctionSyntax syntax) => Freestanding(syntax.Name, syntax.Type, syntax.Annotations);

    /// <summary>A function of no resource.</summary>
    public WitFunction Freestanding(NameSyntax name, FuncTypeSyntax type, AnnotationsSyntax annotations) =>
        new(name.Text, Parameters(type), Result(type), type.IsAsync) { Docs = annotations.Docs, Gate = GateRules.Of(annotations), ExternalId = annotations.ExternalId };

    /// <summary>The functions of a resource.</summary>
    public IEnumerable<WitFunction> OfResource(ResourceSyntax syntax, WitResource resource, GateRules gates)
    {
        // One name for methods and static functions; the constructor's is its own.
        var names = new UniqueNames("function");
        foreach (ResourceFunctionSyntax function in syntax.Functions)
        {
            GateRules.CheckContained(syntax.Annotations, syntax.Name, function.Annotations);
            if (!gates.IsActive(function.Annotations)) continue;
            if (function.Kind != WitFunctionKind.Constructor) Require(function.Name, syntax.Name, names);
            yield return new WitFunction(function.Kind, resource, function.Name.Text, Parameters(function, resource), Result(function, resource), function.Type.IsAsync)
            {
                Docs = function.Annotations.Docs,
                Gate = GateRules.Of(function.Annotations),
                ExternalId = function.Annotations.ExternalId,
            };
        }
    }

    // component-model: strongly-unique takes `[method]r.r` for `r`, as many languages would.
    private static void Require(NameSyntax name, NameSyntax resource, UniqueNames names)
    {
        if (Label.Unique(name.Text) == Label.Unique(resource.Text)) throw ResolveErrors.NamedAsResource(name);
        names.Add(name);
    }

    private WitMember[] Parameters(FuncTypeSyntax syntax) => _types.Members(syntax.Parameters, "parameter");

    private WitMember[] Parameters(ResourceFunctionSyntax function, WitResource resource)
    {
        WitMember[] parameters = Parameters(function.Type);
        if (function.Kind != WitFunctionKind.Method) return parameters;
        NameSyntax? self = function.Type.Parameters.Select(parameter => parameter.Name).FirstOrDefault(name => Label.Unique(name.Text) == "self");
        if (self is not null) throw ResolveErrors.SelfParameter(self);
        return [new WitMember("self", new WitBorrow(resource)), .. parameters];
    }

    // component-model: "Validation of functype rejects any transitive use of borrow in a result type."
    private WitType? Result(FuncTypeSyntax syntax)
    {
        if (syntax.Result is null) return null;
        WitType result = _types.Resolve(syntax.Result);
        return result.HasBorrow ? throw ResolveErrors.BorrowInResult(syntax.Result.Location) : result;
    }

    private WitType? Result(ResourceFunctionSyntax function, WitResource resource)
    {
        WitType? result = Result(function.Type);
        if (function.Kind != WitFunctionKind.Constructor) return result;
        if (function.Type.Result is null) return new WitOwn(resource);
        bool isFallible = result is WitResult { Ok: WitOwn own } && own.Resource == resource;
        return isFallible ? result : throw ResolveErrors.ConstructorResult(function.Type.Result.Location, resource.Name);
    }
}
