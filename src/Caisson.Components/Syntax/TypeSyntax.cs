using System.Collections.Immutable;
using Caisson.Components.Types;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Syntax;

/// <summary>A value type as written: one without a definition, or the index of one. spec: valtype</summary>
public readonly record struct ValTypeSyntax
{
    /// <summary>A type that needs no definition.</summary>
    /// <param name="prim">Which.</param>
    public ValTypeSyntax(PrimKind prim) => Prim = prim;

    /// <summary>A defined type.</summary>
    /// <param name="index">Its type index.</param>
    public ValTypeSyntax(uint index) => Index = index;

    /// <summary>The type, where it needs no definition.</summary>
    public PrimKind? Prim { get; }

    /// <summary>The type index, where <see cref="Prim"/> is null.</summary>
    public uint Index { get; }
}

/// <summary>A named value type: a parameter or a field. spec: labelvaltype</summary>
/// <param name="Label">The name.</param>
/// <param name="Type">The type.</param>
public readonly record struct LabeledTypeSyntax(string Label, ValTypeSyntax Type);

/// <summary>An alternative of a variant. spec: case</summary>
/// <param name="Label">Its name.</param>
/// <param name="Type">The type of what it carries, if anything.</param>
public readonly record struct CaseSyntax(string Label, ValTypeSyntax? Type);

/// <summary>The definition of a type, as written: with indices. A closed family; immutable. spec: deftype</summary>
public abstract record TypeSyntax;

/// <summary>spec: primvaltype</summary>
/// <param name="Kind">Which.</param>
public sealed record PrimTypeSyntax(PrimKind Kind) : TypeSyntax;

/// <summary>spec: record</summary>
/// <param name="Fields">The fields.</param>
public sealed record RecordTypeSyntax(ImmutableArray<LabeledTypeSyntax> Fields) : TypeSyntax;

/// <summary>spec: variant</summary>
/// <param name="Cases">The alternatives.</param>
public sealed record VariantTypeSyntax(ImmutableArray<CaseSyntax> Cases) : TypeSyntax;

/// <summary>spec: list</summary>
/// <param name="Element">The type of each.</param>
/// <param name="Length">How many, where that is fixed.</param>
public sealed record ListTypeSyntax(ValTypeSyntax Element, uint? Length) : TypeSyntax;

/// <summary>spec: tuple</summary>
/// <param name="Elements">The types, in order.</param>
public sealed record TupleTypeSyntax(ImmutableArray<ValTypeSyntax> Elements) : TypeSyntax;

/// <summary>spec: flags</summary>
/// <param name="Labels">The names.</param>
public sealed record FlagsTypeSyntax(ImmutableArray<string> Labels) : TypeSyntax;

/// <summary>spec: enum</summary>
/// <param name="Labels">The names.</param>
public sealed record EnumTypeSyntax(ImmutableArray<string> Labels) : TypeSyntax;

/// <summary>spec: option</summary>
/// <param name="Some">The type of the value.</param>
public sealed record OptionTypeSyntax(ValTypeSyntax Some) : TypeSyntax;

/// <summary>spec: result</summary>
/// <param name="Ok">The type of what success carries, if anything.</param>
/// <param name="Error">The type of what failure carries, if anything.</param>
public sealed record ResultTypeSyntax(ValTypeSyntax? Ok, ValTypeSyntax? Error) : TypeSyntax;

/// <summary>spec: map</summary>
/// <param name="Key">The type of each key.</param>
/// <param name="Value">The type of each value.</param>
public sealed record MapTypeSyntax(ValTypeSyntax Key, ValTypeSyntax Value) : TypeSyntax;

/// <summary>spec: own</summary>
/// <param name="Resource">Type index of the resource.</param>
public sealed record OwnTypeSyntax(uint Resource) : TypeSyntax;

/// <summary>spec: borrow</summary>
/// <param name="Resource">Type index of the resource.</param>
public sealed record BorrowTypeSyntax(uint Resource) : TypeSyntax;

/// <summary>spec: stream</summary>
/// <param name="Element">The type of each, if they have one.</param>
public sealed record StreamTypeSyntax(ValTypeSyntax? Element) : TypeSyntax;

/// <summary>spec: future</summary>
/// <param name="Element">Its type, if it has one.</param>
public sealed record FutureTypeSyntax(ValTypeSyntax? Element) : TypeSyntax;

/// <summary>spec: functype</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="Result">The type of the result, if there is one.</param>
/// <param name="IsAsync">Whether it may wait before it returns.</param>
public sealed record FuncTypeSyntax(ImmutableArray<LabeledTypeSyntax> Parameters, ValTypeSyntax? Result, bool IsAsync) : TypeSyntax;

/// <summary>spec: componenttype</summary>
/// <param name="Declarations">Types, aliases, imports and export declarations, in order.</param>
public sealed record ComponentTypeSyntax(ImmutableArray<ComponentDefinition> Declarations) : TypeSyntax;

/// <summary>spec: instancetype</summary>
/// <param name="Declarations">Types, aliases and export declarations, in order.</param>
public sealed record InstanceTypeSyntax(ImmutableArray<ComponentDefinition> Declarations) : TypeSyntax;

/// <summary>spec: resourcetype</summary>
/// <param name="Representation">The type of what stands for it.</param>
/// <param name="Destructor">Index of the core function that is called when the last owner drops it, if any.</param>
public sealed record ResourceTypeSyntax(ValType Representation, uint? Destructor) : TypeSyntax;

/// <summary>A core type as written. A closed family. spec: core:deftype</summary>
public abstract record CoreTypeSyntax;

/// <summary>
/// Types of core WebAssembly that may refer to each other. Their indices are those of the component's core types. Each takes an index;
/// the group starts at 0, wherever it stands. spec: core:rectype
/// </summary>
/// <param name="Types">The types.</param>
/// <param name="IsGroup">Whether it is written as a group, which may have one type, too.</param>
public sealed record CoreRecTypeSyntax(ImmutableArray<SubType> Types, bool IsGroup) : CoreTypeSyntax;

/// <summary>The type of a core module. spec: core:moduletype</summary>
/// <param name="Declarations">Types, aliases, imports and export declarations, in order.</param>
public sealed record CoreModuleTypeSyntax(ImmutableArray<ComponentDefinition> Declarations) : CoreTypeSyntax;
