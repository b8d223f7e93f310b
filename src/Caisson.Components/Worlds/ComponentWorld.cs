using System.Collections.Immutable;
using Caisson.Components.Types;
using Caisson.Wit;
using Caisson.Wit.Model;

namespace Caisson.Components.Worlds;

/// <summary>
/// What a component imports and exports, as WIT: the world <c>root</c> of a package <c>root:component</c>, and the packages of the interfaces
/// that it names, as far as the component mentions them. Immutable; safe to share between threads.
/// </summary>
/// <param name="Packages">All packages; the main one has the world. Printed and resolved again they are the same.</param>
/// <param name="World">The world.</param>
/// <param name="Unsaid">Imports and exports that WIT has no words for, such as core modules, in order. They are in no package.</param>
public sealed record ComponentWorld(WitResolution Packages, WitWorld World, ImmutableArray<UnsaidExtern> Unsaid)
{
    /// <summary>The WIT of a component's type.</summary>
    /// <param name="type">The type, as <see cref="Validation.ValidComponent.Type"/> has it.</param>
    /// <exception cref="WitException">Interfaces use each other's types in a longer chain than WIT allows here.</exception>
    public static ComponentWorld Of(ComponentType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var draft = new WorldDraft(type.Imports.Concat(type.Exports).Select(declaration => declaration.Name));
        foreach (ExternDecl import in type.Imports) draft.Add(import, isImport: true);
        foreach (ExternDecl export in type.Exports) draft.Add(export, isImport: false);
        (WitResolution packages, WitWorld world) = draft.Build();
        return new ComponentWorld(packages, world, draft.Unsaid);
    }
}

/// <summary>An import or export that WIT has no words for.</summary>
/// <param name="IsImport">Which of the two.</param>
/// <param name="Name">Its name; behind that of the instance that has it, if one does.</param>
/// <param name="Type">Its type.</param>
/// <param name="Reason">Why not.</param>
public readonly record struct UnsaidExtern(bool IsImport, string Name, ComponentExternType Type, string Reason)
{
    /// <summary>What and why, on one line.</summary>
    public override string ToString() => $"{(IsImport ? "import" : "export")} {Name}: {Type} ({Reason})";
}
