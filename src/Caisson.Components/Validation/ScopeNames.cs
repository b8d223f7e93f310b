using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Wit;

namespace Caisson.Components.Validation;

/// <summary>
/// The imports, or the exports, of a scope: their names, the types that they name, and the resources that methods can belong to.
/// spec: externname, strongly-unique
/// </summary>
/// <param name="kind">What messages call them.</param>
internal sealed class ScopeNames(string kind)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<object, string> _resources = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _resourceNames = new(StringComparer.Ordinal);
    private readonly ImmutableArray<ExternDecl>.Builder _declarations = ImmutableArray.CreateBuilder<ExternDecl>();

    public string Kind => kind;

    /// <summary>All, in order.</summary>
    public IReadOnlyList<ExternDecl> Declarations => _declarations;

    /// <summary>The objects of types that have a name here.</summary>
    public HashSet<object> NamedTypes { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Notes by what name a resource is known here.</summary>
    public void NameResource(ResourceType resource, string name)
    {
        _resources.TryAdd(resource, name);
        _resourceNames.Add(name);
    }

    /// <summary>Checks a name against its type and the names so far, and adds it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type, as it is here.</param>
    /// <param name="declared">The type in the declaration.</param>
    /// <param name="at">Where it stands.</param>
    public void Add(ExternName name, ComponentExternType type, ComponentExternType declared, int at)
    {
        ParsedName? parsed = ParsedName.Parse(name.Name, out string? error);
        if (parsed is null)
        {
            ComponentValidationErrors.Invalid(at, $"{kind} name `{name}` is not a valid extern name: {error}");
            return;
        }
        CheckAttributes(name, parsed, type, at);
        if (Check(parsed, type) is { } problem) ComponentValidationErrors.Invalid(at, $"{kind} name `{name}` is not valid: {problem}");
        if (!_names.TryAdd(parsed.Canonical, name.Name))
            ComponentValidationErrors.Invalid(at, $"{kind} name `{name}` conflicts with previous name `{_names[parsed.Canonical]}`");
        if (_declarations.Count >= ComponentLimits.Exports) ComponentValidationErrors.TooMany(at, $"{kind}s", ComponentLimits.Exports);
        _declarations.Add(new(name.Name, declared) { Attributes = name.Attributes });
    }

    /// <summary>spec: attribute</summary>
    private static void CheckAttributes(ExternName name, ParsedName parsed, ComponentExternType type, int at)
    {
        ParsedName? @interface = parsed.Kind == NameKind.Interface ? parsed : null;
        if (name.Implements is { } implements)
        {
            if (parsed.Kind != NameKind.Label) ComponentValidationErrors.Invalid(at, $"name `{name}` is not valid with `implements`");
            if (type is not InstanceType) ComponentValidationErrors.Invalid(at, "only instances can have an `implements`");
            @interface = ParsedName.Parse(implements, out string? error);
            if (@interface is null) ComponentValidationErrors.Invalid(at, $"`{implements}` is not a valid name: {error}");
            if (@interface!.Kind != NameKind.Interface) ComponentValidationErrors.Invalid(at, $"name `{implements}` must be an interface");
        }
        if (name.VersionSuffix is not null)
        {
            if (type is not InstanceType) ComponentValidationErrors.Invalid(at, "only instances can have an `versionsuffix`");
            if (@interface is null) ComponentValidationErrors.Invalid(at, "`versionsuffix` requires an interface name or `implements`");
        }
        if (@interface is not null && CheckVersion(@interface.Version, name.VersionSuffix) is { } problem)
            ComponentValidationErrors.Invalid(at, $"name `{@interface.Name}` is not valid: {problem}");
    }

    /// <summary>What is wrong with a name for a type; null for nothing.</summary>
    private string? Check(ParsedName parsed, ComponentExternType type) => parsed.Kind switch
    {
        NameKind.Interface or NameKind.Label => null,
        _ when type is not ComponentFuncType => "item is not a func",
        NameKind.Constructor => CheckConstructor((ComponentFuncType)type, parsed.Resource!),
        NameKind.Method => CheckMethod((ComponentFuncType)type, parsed.Resource!),
        _ => _resourceNames.Contains(parsed.Resource!) ? null : "static resource name is not known in this context",
    };

    /// <summary>spec: interfaceversion, versionsuffix</summary>
    private static string? CheckVersion(string? version, string? suffix)
    {
        bool isTrack = version is not null && SemVersion.IsTrack(version);
        if (suffix is null && (version is null || isTrack)) return null;
        if (suffix is not null && !isTrack) return "a `versionsuffix` needs a name with a canonical version";
        return SemVersion.TryParse(version + suffix, out _, out string? error) ? null : $"invalid interface version: {error}";
    }

    private string? CheckConstructor(ComponentFuncType func, string resource)
    {
        if (func.IsAsync) return "constructor function cannot be async";
        if (func.Result is not { } result) return "function should return one value";
        OwnType? own = result as OwnType ?? (result as ResultType)?.Ok as OwnType;
        return own is null ? "function should return `(own $T)` or `(result (own $T))`" : CheckResource(own.Resource, resource);
    }

    private string? CheckMethod(ComponentFuncType func, string resource)
    {
        if (func.Parameters.IsEmpty) return "function should have at least one argument";
        if (func.Parameters[0].Label != "self") return "function should have a first argument called `self`";
        return func.Parameters[0].Type is BorrowType borrow
            ? CheckResource(borrow.Resource, resource)
            : "function should take a first argument of `(borrow $T)`";
    }

    private string? CheckResource(ResourceType resource, string expected)
    {
        if (!_resources.TryGetValue(resource, out string? name)) return "resource used in function does not have a name in this context";
        return name == expected ? null : $"function does not match expected resource name `{name}`";
    }
}
