using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Syntax;

/// <summary>
/// One of a component's definitions, or a declaration in the type of a component, an instance or a core module. A closed family;
/// immutable. Indices are those of the index space of their sort, as it is at that place. spec: definition
/// </summary>
/// <param name="Offset">Where it stands, in bytes from the start of the outermost component.</param>
public abstract record ComponentDefinition(int Offset);

/// <summary>A core module. spec: core:module</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Range">Its bytes, with its preamble.</param>
public sealed record CoreModuleDefinition(int Offset, ByteRange Range) : ComponentDefinition(Offset);

/// <summary>An instance of a core module. spec: core:instanceexpr</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Module">Index of the core module.</param>
/// <param name="Arguments">What its imports are taken from, by the first of their names.</param>
public sealed record CoreInstantiateDefinition(int Offset, uint Module, ImmutableArray<CoreInstantiateArgument> Arguments) : ComponentDefinition(Offset);

/// <summary>Where a core module's imports are taken from. spec: core:instantiatearg</summary>
/// <param name="Name">The first name of the imports.</param>
/// <param name="Instance">Index of the core instance that has them.</param>
public readonly record struct CoreInstantiateArgument(string Name, uint Instance);

/// <summary>A core instance made of named definitions. spec: core:inlineexport</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Exports">What it has.</param>
public sealed record CoreInlineInstanceDefinition(int Offset, ImmutableArray<CoreInlineExport> Exports) : ComponentDefinition(Offset);

/// <summary>A named core definition. spec: core:inlineexport</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sort">Its index space; a core one.</param>
/// <param name="Index">Its index.</param>
public readonly record struct CoreInlineExport(string Name, Sort Sort, uint Index);

/// <summary>A core type. spec: core:type</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Type">The type.</param>
public sealed record CoreTypeDefinition(int Offset, CoreTypeSyntax Type) : ComponentDefinition(Offset);

/// <summary>A component within the component. spec: component</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Component">Its definitions.</param>
public sealed record NestedComponentDefinition(int Offset, ComponentSyntax Component) : ComponentDefinition(Offset);

/// <summary>An instance of a component. spec: instanceexpr</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Component">Index of the component.</param>
/// <param name="Arguments">Its imports.</param>
public sealed record InstantiateDefinition(int Offset, uint Component, ImmutableArray<InstantiateArgument> Arguments) : ComponentDefinition(Offset);

/// <summary>What satisfies an import. spec: instantiatearg</summary>
/// <param name="Name">The name of the import.</param>
/// <param name="Sort">The index space of what satisfies it.</param>
/// <param name="Index">Its index.</param>
public readonly record struct InstantiateArgument(string Name, Sort Sort, uint Index);

/// <summary>An instance made of named definitions. spec: inlineexport</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Exports">What it has.</param>
public sealed record InlineInstanceDefinition(int Offset, ImmutableArray<InlineExport> Exports) : ComponentDefinition(Offset);

/// <summary>A named definition. spec: inlineexport</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sort">Its index space.</param>
/// <param name="Index">Its index.</param>
public readonly record struct InlineExport(ExternName Name, Sort Sort, uint Index);

/// <summary>A new index for what an instance exports. spec: alias export</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Sort">What it is.</param>
/// <param name="Instance">Index of the instance.</param>
/// <param name="Name">The name of the export.</param>
public sealed record ExportAliasDefinition(int Offset, Sort Sort, uint Instance, string Name) : ComponentDefinition(Offset);

/// <summary>A new index for what a core instance exports. spec: alias core export</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Sort">What it is; a core sort.</param>
/// <param name="Instance">Index of the core instance.</param>
/// <param name="Name">The name of the export.</param>
public sealed record CoreExportAliasDefinition(int Offset, Sort Sort, uint Instance, string Name) : ComponentDefinition(Offset);

/// <summary>A new index for a definition of a component or type around this one. spec: alias outer</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Sort">What it is: a core module, core type, type or component.</param>
/// <param name="Count">How many scopes outward; 0 is this one.</param>
/// <param name="Index">Its index there.</param>
public sealed record OuterAliasDefinition(int Offset, Sort Sort, uint Count, uint Index) : ComponentDefinition(Offset);

/// <summary>A type. spec: type</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Type">The type.</param>
public sealed record TypeDefinition(int Offset, TypeSyntax Type) : ComponentDefinition(Offset);

/// <summary>A call at instantiation. spec: start</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Func">Index of the function.</param>
/// <param name="Arguments">Indices of the values that it gets.</param>
/// <param name="Results">How many values it adds.</param>
public sealed record StartDefinition(int Offset, uint Func, ImmutableArray<uint> Arguments, uint Results) : ComponentDefinition(Offset);

/// <summary>A constant value. spec: value</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Type">Its type.</param>
/// <param name="Content">Its encoding, which only its type can tell.</param>
public sealed record ValueDefinition(int Offset, ValTypeSyntax Type, ByteRange Content) : ComponentDefinition(Offset);

/// <summary>An import, of a component or in the type of one. spec: import, importdecl</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
public sealed record ImportDefinition(int Offset, ExternName Name, ExternTypeSyntax Type) : ComponentDefinition(Offset);

/// <summary>An export of a component. It is a new index, too. spec: export</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sort">The index space of what is exported, and of the new index.</param>
/// <param name="Index">Index of what is exported.</param>
/// <param name="Type">Its type, where that is to be less than it is.</param>
public sealed record ExportDefinition(int Offset, ExternName Name, Sort Sort, uint Index, ExternTypeSyntax? Type) : ComponentDefinition(Offset);

/// <summary>An export in the type of a component or instance. spec: exportdecl</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
public sealed record ExportDeclaration(int Offset, ExternName Name, ExternTypeSyntax Type) : ComponentDefinition(Offset);

/// <summary>An import in the type of a core module. spec: core:importdecl</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Module">The first name.</param>
/// <param name="Name">The second name.</param>
/// <param name="Type">Its type.</param>
public sealed record CoreImportDeclaration(int Offset, string Module, string Name, CoreExternTypeSyntax Type) : ComponentDefinition(Offset);

/// <summary>An export in the type of a core module. spec: core:exportdecl</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
public sealed record CoreExportDeclaration(int Offset, string Name, CoreExternTypeSyntax Type) : ComponentDefinition(Offset);
