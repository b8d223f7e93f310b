using Caisson.Components.Types;
using Caisson.Components.Validation;

namespace Caisson.Components.Composition;

/// <summary>A component that others are composed of: valid, with a name. Belongs to the composer that loaded it. Immutable.</summary>
public sealed class ComponentPart
{
    internal ComponentPart(string name, ValidComponent component, ComponentComposer composer) =>
        (Name, Component, Composer) = (name, component, composer);

    /// <summary>What messages call it, and the name that it has in the composition.</summary>
    public string Name { get; }

    /// <summary>What it imports and exports.</summary>
    public ComponentType Type => Component.Type;

    internal ValidComponent Component { get; }

    internal TypeOrigins Origins => field ??= new(Component.Syntax);

    internal ComponentComposer Composer { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
