using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Validation;

/// <summary>
/// A component that passed validation, with the types of everything in it, so that nobody has to resolve them again. Immutable; safe to
/// share between threads.
/// </summary>
/// <remarks>
/// The index spaces are complete: an instance fills its own in the same order, definition by definition. Resources are those of the
/// types; where the same definition or import is instantiated twice, each instance has another at run time. A run-time instance learns
/// which resource is which by walking the types of its imports and of the instances that it makes, along the names of exported types.
/// </remarks>
public sealed class ValidComponent
{
    /// <summary>The component.</summary>
    public required ComponentSyntax Syntax { get; init; }

    /// <summary>What it imports and exports.</summary>
    public required ComponentType Type { get; init; }

    /// <summary>The core modules that it defines, in order; each is valid, and its offsets count from its own start.</summary>
    public required ImmutableArray<ModuleSyntax> Modules { get; init; }

    /// <summary>The components that it defines, in order.</summary>
    public required ImmutableArray<ValidComponent> Components { get; init; }

    /// <summary>Its canonical definitions, in order.</summary>
    public required ImmutableArray<ValidCanon> Canons { get; init; }

    /// <summary>The index space of types.</summary>
    public required ImmutableArray<IDefType> Types { get; init; }

    /// <summary>The index space of functions.</summary>
    public required ImmutableArray<ComponentFuncType> Funcs { get; init; }

    /// <summary>The index space of instances.</summary>
    public required ImmutableArray<InstanceType> Instances { get; init; }

    /// <summary>The index space of components.</summary>
    public required ImmutableArray<ComponentType> ComponentTypes { get; init; }

    /// <summary>The index space of core modules.</summary>
    public required ImmutableArray<CoreModuleType> ModuleTypes { get; init; }

    /// <summary>The index space of core functions.</summary>
    public required ImmutableArray<FuncType> CoreFuncs { get; init; }

    /// <summary>The index space of core memories.</summary>
    public required ImmutableArray<MemType> CoreMemories { get; init; }

    /// <summary>The index space of core tables.</summary>
    public required ImmutableArray<TableType> CoreTables { get; init; }

    /// <summary>The resources that it defines, with their core functions.</summary>
    public required ImmutableArray<ValidResource> Resources { get; init; }
}

/// <summary>A resource that a component defines. spec: resourcetype</summary>
/// <param name="Type">The resource in the component's types.</param>
/// <param name="Representation">The type of what stands for it: <c>i32</c> or <c>i64</c>.</param>
/// <param name="Destructor">Index of the core function that is called when the last owner drops it, if any.</param>
public readonly record struct ValidResource(ResourceType Type, ValType Representation, uint? Destructor);

/// <summary>A canonical definition with its types. What isn't of its kind is null.</summary>
public sealed record ValidCanon
{
    /// <summary>The definition.</summary>
    public required CanonDefinition Definition { get; init; }

    /// <summary>The type of the core function that is made, or, for lifting, of the one that is lifted.</summary>
    public required FuncType CoreType { get; init; }

    /// <summary>The type of the function that is lifted or lowered.</summary>
    public ComponentFuncType? Func { get; init; }

    /// <summary>The resource that is made, dropped or looked into.</summary>
    public ResourceType? Resource { get; init; }

    /// <summary>The type of the stream or future, or of what <c>task.return</c> returns.</summary>
    public ComponentValType? Type { get; init; }

    /// <summary>The options.</summary>
    public ValidCanonOptions Options { get; init; } = ValidCanonOptions.None;
}

/// <summary>The options of a canonical definition, checked. spec: opts</summary>
public sealed record ValidCanonOptions
{
    /// <summary>No options.</summary>
    public static ValidCanonOptions None { get; } = new();

    /// <summary>How strings are encoded: one of the first three kinds.</summary>
    public CanonOptionKind StringEncoding { get; init; } = CanonOptionKind.Utf8;

    /// <summary>Index of the core memory.</summary>
    public uint? Memory { get; init; }

    /// <summary>Whether addresses in it are <c>i64</c>.</summary>
    public bool Is64 { get; init; }

    /// <summary>Index of the core function that allocates.</summary>
    public uint? Realloc { get; init; }

    /// <summary>Index of the core function that frees results.</summary>
    public uint? PostReturn { get; init; }

    /// <summary>Whether the call needn't be over when it returns.</summary>
    public bool IsAsync { get; init; }

    /// <summary>Index of the core function that takes events.</summary>
    public uint? Callback { get; init; }
}
