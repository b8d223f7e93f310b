using System.Collections.Immutable;
using Caisson.Runtime;

namespace Caisson.Components.Types;

/// <summary>
/// The type of what a component can import and export, resolved. A closed family; immutable. spec: externtype
/// </summary>
public abstract record ComponentExternType
{
    private protected ComponentExternType()
    {
    }
}

/// <summary>A named import or export of a component or instance.</summary>
/// <param name="Name">The whole name, such as <c>wasi:io/streams@0.2.0</c> or <c>[method]pollable.block</c>. spec: externname</param>
/// <param name="Type">Its type.</param>
public readonly record struct ExternDecl(string Name, ComponentExternType Type);

/// <summary>A parameter of a function.</summary>
/// <param name="Label">Its name, in kebab case.</param>
/// <param name="Type">The type of its value.</param>
public readonly record struct ParameterType(string Label, ComponentValType Type);

/// <summary>The type of a function. abi: FuncType</summary>
/// <param name="Parameters">Its parameters; labels are unique.</param>
/// <param name="Result">The type of what it returns; null where it returns nothing.</param>
/// <param name="IsAsync">Whether it may wait before it returns.</param>
public sealed record ComponentFuncType(ImmutableArray<ParameterType> Parameters, ComponentValType? Result, bool IsAsync) : ComponentExternType, IDefType;

/// <summary>The type of an instance: what it exports. abi: InstanceType</summary>
/// <param name="Exports">In order; later ones may refer to resources of earlier ones.</param>
public sealed record InstanceType(ImmutableArray<ExternDecl> Exports) : ComponentExternType, IDefType;

/// <summary>The type of a component. abi: ComponentType</summary>
/// <param name="Imports">What it needs, in order; later ones may refer to resources of earlier ones.</param>
/// <param name="Exports">What its instances have, in order.</param>
public sealed record ComponentType(ImmutableArray<ExternDecl> Imports, ImmutableArray<ExternDecl> Exports) : ComponentExternType, IDefType;

/// <summary>The type of a core module. abi: ModuleType</summary>
/// <param name="Imports">What it needs.</param>
/// <param name="Exports">What its instances have.</param>
public sealed record CoreModuleType(ImmutableArray<ImportType> Imports, ImmutableArray<ExportType> Exports) : ComponentExternType;

/// <summary>An import or export of a type. spec: typebound</summary>
/// <param name="Type">What the name stands for.</param>
/// <param name="IsAbstract">Whether it is a resource that nobody else knows, <c>(sub resource)</c>, rather than equal to a known type.</param>
public sealed record TypeExternType(IDefType Type, bool IsAbstract) : ComponentExternType;
