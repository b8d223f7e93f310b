namespace Caisson.Wit.Model;

/// <summary>How a function belongs to a resource.</summary>
public enum WitFunctionKind
{
    /// <summary>Not at all.</summary>
    Freestanding,

    /// <summary>It takes a handle as its first parameter, <c>self</c>.</summary>
    Method,

    /// <summary>By its name only.</summary>
    Static,

    /// <summary>It returns a handle, or a result that has one.</summary>
    Constructor,
}

/// <summary>A function. Immutable. component-model: func-item, resource-method</summary>
public sealed class WitFunction
{
    /// <summary>A function of no resource.</summary>
    /// <param name="name">The name.</param>
    /// <param name="parameters">The parameters, all with types.</param>
    /// <param name="result">The type of what it returns, or null for nothing.</param>
    /// <param name="isAsync">Whether it may wait.</param>
    public WitFunction(string name, IEnumerable<WitMember> parameters, WitType? result, bool isAsync)
        : this(WitFunctionKind.Freestanding, null, name, parameters, result, isAsync)
    {
    }

    /// <summary>A function of a resource.</summary>
    /// <param name="kind">How it belongs to the resource.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="name">The name without the resource; a constructor's is the resource's.</param>
    /// <param name="parameters">The parameters, all with types; <c>self</c> is the first of a method's.</param>
    /// <param name="result">The type of what it returns, or null for nothing.</param>
    /// <param name="isAsync">Whether it may wait.</param>
    public WitFunction(WitFunctionKind kind, WitResource? resource, string name, IEnumerable<WitMember> parameters, WitType? result = null, bool isAsync = false)
    {
        if (kind == WitFunctionKind.Freestanding != resource is null) throw new ArgumentException("a function of a resource has the resource, and others have none", nameof(resource));
        (Kind, Resource, Name, Parameters, Result, IsAsync) = (kind, resource, Names.Require(name, nameof(name)), [.. parameters], result, isAsync);
        if (Parameters.Any(parameter => parameter.Type is null)) throw new ArgumentException("a parameter needs a type", nameof(parameters));
        Names.RequireUnique(Parameters.Select(parameter => parameter.Name), nameof(parameters));
        if (kind == WitFunctionKind.Method && !HasSelf()) throw new ArgumentException("a method's first parameter is `self`, a borrowed handle of its resource", nameof(parameters));
        if (kind == WitFunctionKind.Constructor && !ReturnsResource()) throw new ArgumentException("a constructor returns its resource, or a result with it", nameof(result));
    }

    /// <summary>How it belongs to <see cref="Resource"/>.</summary>
    public WitFunctionKind Kind { get; }

    /// <summary>The resource that it belongs to, where it does.</summary>
    public WitResource? Resource { get; }

    /// <summary>The name, a label, without the resource; a constructor's is the resource's.</summary>
    public string Name { get; }

    /// <summary>
    /// The parameters, all with types. The first of a method is <c>self</c>, as the component model has it; text leaves it out.
    /// </summary>
    public IReadOnlyList<WitMember> Parameters { get; }

    /// <summary>The type of what it returns, or null for nothing; a constructor's resource too, though text leaves it out.</summary>
    public WitType? Result { get; }

    /// <summary>Whether it may wait. component-model: func-type</summary>
    public bool IsAsync { get; }

    /// <summary>The documentation.</summary>
    public string? Docs { get; init; }

    /// <summary>Since when, or under which feature, it can be used.</summary>
    public WitGate Gate { get; init; } = WitGate.None;

    /// <summary>What the outside world calls it, where that isn't its name. component-model: external-id</summary>
    public string? ExternalId { get; init; }

    /// <summary>The name in a component, as <c>[method]file.read</c>. component-model: plainname</summary>
    public string ExportName => Kind switch
    {
        WitFunctionKind.Method => $"[method]{Resource!.Name}.{Name}",
        WitFunctionKind.Static => $"[static]{Resource!.Name}.{Name}",
        WitFunctionKind.Constructor => $"[constructor]{Resource!.Name}",
        _ => Name,
    };

    /// <inheritdoc/>
    public override string ToString() => ExportName;

    private bool HasSelf() => Parameters.Count > 0 && Parameters[0] is { Name: "self", Type: WitBorrow borrow } && borrow.Resource == Resource;

    private bool ReturnsResource() => Result is WitOwn own ? own.Resource == Resource : Result is WitResult { Ok: WitOwn ok } && ok.Resource == Resource;
}
