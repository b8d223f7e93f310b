namespace Caisson.Wit.Model;

/// <summary>An import or an export of a world. component-model: import-item, export-item</summary>
public abstract class WitWorldItem
{
    private protected WitWorldItem()
    {
    }

    /// <summary>The name in a component: <c>wasi:io/poll@0.2.12</c>, a label, or a name such as <c>[method]file.read</c>. component-model: externname</summary>
    public abstract string ExternName { get; }

    /// <summary>What a world has once at most: an interface with its own name, or a plain name. component-model: strongly-unique</summary>
    internal virtual object Key => Label.Unique(ExternName);

    /// <inheritdoc/>
    public override string ToString() => ExternName;
}

/// <summary>An interface that is imported or exported.</summary>
public sealed class WitInterfaceItem : WitWorldItem
{
    /// <summary>An interface under its own name, or under a plain one.</summary>
    /// <param name="interface">The interface; one that has no name needs a plain one here.</param>
    /// <param name="plainName">The name, where it isn't the interface's own.</param>
    public WitInterfaceItem(WitInterface @interface, string? plainName = null)
    {
        Interface = @interface ?? throw new ArgumentNullException(nameof(@interface));
        if (plainName is null && @interface.Name is null) throw new ArgumentException("an interface without name needs one here", nameof(plainName));
        PlainName = plainName is null ? null : Names.Require(plainName, nameof(plainName));
    }

    /// <summary>The interface.</summary>
    public WitInterface Interface { get; }

    /// <summary>The name, where it isn't the interface's own.</summary>
    public string? PlainName { get; }

    /// <summary>The documentation of the import or export, not of the interface.</summary>
    public string? Docs { get; init; }

    /// <summary>Since when, or under which feature, it is imported or exported.</summary>
    public WitGate Gate { get; init; } = WitGate.None;

    /// <summary>What the outside world calls it. component-model: external-id</summary>
    public string? ExternalId { get; init; }

    /// <summary>The named interface that a plain name stands for, as <c>wasi:keyvalue/store</c>; null elsewhere. component-model: implements</summary>
    public string? Implements => PlainName is null ? null : Interface.QualifiedName;

    /// <inheritdoc/>
    internal override object Key => PlainName is null ? Interface : base.Key;

    /// <inheritdoc/>
    public override string ExternName => PlainName ?? Interface.QualifiedName ?? throw new InvalidOperationException($"interface `{Interface.Name}` is in no package yet");
}

/// <summary>A function that is imported or exported.</summary>
/// <param name="function">The function; docs, gate and external id are its own.</param>
public sealed class WitFunctionItem(WitFunction function) : WitWorldItem
{
    /// <summary>The function.</summary>
    public WitFunction Function { get; } = function ?? throw new ArgumentNullException(nameof(function));

    /// <inheritdoc/>
    public override string ExternName => Function.ExportName;
}

/// <summary>A type that a world defines or uses; always an import.</summary>
/// <param name="type">The type; docs, gate and external id are its own.</param>
public sealed class WitTypeItem(WitTypeDef type) : WitWorldItem
{
    /// <summary>The type.</summary>
    public WitTypeDef Type { get; } = type ?? throw new ArgumentNullException(nameof(type));

    /// <inheritdoc/>
    public override string ExternName => Type.Name;
}
