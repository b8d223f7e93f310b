using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Syntax;

/// <summary>The name of an import or export. spec: nameattributes</summary>
/// <param name="Name">The name itself, such as <c>wasi:io/streams@0.2.0</c> or <c>[method]pollable.block</c>. spec: externname</param>
/// <param name="Attributes">What is said besides, in order.</param>
public sealed record ExternName(string Name, ImmutableArray<NameAttribute> Attributes)
{
    /// <summary>A name without attributes.</summary>
    /// <param name="name">The name.</param>
    public ExternName(string name) : this(name, [])
    {
    }

    /// <summary>The interface that an instance with a name of its own implements; null where the name doesn't say.</summary>
    public string? Implements => Find(NameAttributeKind.Implements);

    /// <summary>What was cut from the version in the name; null for nothing.</summary>
    public string? VersionSuffix => Find(NameAttributeKind.VersionSuffix);

    /// <summary>What the outside calls it; null where the name doesn't say.</summary>
    public string? ExternalId => Find(NameAttributeKind.ExternalId);

    /// <summary>The name, for messages.</summary>
    public override string ToString() => Name;

    private string? Find(NameAttributeKind kind)
    {
        foreach (NameAttribute attribute in Attributes)
            if (attribute.Kind == kind) return attribute.Value;
        return null;
    }
}

/// <summary>Kinds of attributes; the numbers are those of the binary format. spec: attribute</summary>
public enum NameAttributeKind : byte
{
    /// <summary>The interface that an instance implements.</summary>
    Implements = 0,

    /// <summary>The rest of a version.</summary>
    VersionSuffix = 1,

    /// <summary>What the outside calls it.</summary>
    ExternalId = 2,
}

/// <summary>Names of kinds of attributes.</summary>
internal static class NameAttributeKinds
{
    extension(NameAttributeKind kind)
    {
        /// <summary>The keyword of the text format.</summary>
        public string Text => kind switch
        {
            NameAttributeKind.Implements => "implements",
            NameAttributeKind.VersionSuffix => "versionsuffix",
            _ => "external-id",
        };
    }
}

/// <summary>What is said of a name. spec: attribute</summary>
/// <param name="Kind">Which.</param>
/// <param name="Value">The text.</param>
public readonly record struct NameAttribute(NameAttributeKind Kind, string Value);

/// <summary>The type of an import or export, as written: with indices. A closed family. spec: externtype</summary>
public abstract record ExternTypeSyntax;

/// <summary>A core module, function, component or instance of a type that has an index.</summary>
/// <param name="Sort">Which of these.</param>
/// <param name="Type">Index of the type: a core type for a core module.</param>
public sealed record IndexedExternSyntax(Sort Sort, uint Type) : ExternTypeSyntax;

/// <summary>A type that equals another. spec: typebound eq</summary>
/// <param name="Type">Index of the other.</param>
public sealed record TypeEqSyntax(uint Type) : ExternTypeSyntax;

/// <summary>A resource type that nobody knows. spec: typebound sub</summary>
public sealed record SubResourceSyntax : ExternTypeSyntax;

/// <summary>A value that equals another. spec: valuebound eq</summary>
/// <param name="Value">Index of the other.</param>
public sealed record ValueEqSyntax(uint Value) : ExternTypeSyntax;

/// <summary>A value of a type. spec: valuebound</summary>
/// <param name="Type">The type.</param>
public sealed record ValueTypeSyntax(ValTypeSyntax Type) : ExternTypeSyntax;

/// <summary>The type of what a core module imports or exports, as written. A closed family. spec: core:externtype</summary>
/// <param name="Kind">What it is.</param>
public abstract record CoreExternTypeSyntax(ExternKind Kind);

/// <summary>A core function or tag of a type that has an index.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Type">Index of the core function type.</param>
public sealed record CoreIndexedSyntax(ExternKind Kind, TypeIdx Type) : CoreExternTypeSyntax(Kind);

/// <summary>A core table.</summary>
/// <param name="Type">Its type.</param>
public sealed record CoreTableSyntax(TableType Type) : CoreExternTypeSyntax(ExternKind.Table);

/// <summary>A core memory.</summary>
/// <param name="Type">Its type.</param>
public sealed record CoreMemorySyntax(MemType Type) : CoreExternTypeSyntax(ExternKind.Mem);

/// <summary>A core global.</summary>
/// <param name="Type">Its type.</param>
public sealed record CoreGlobalSyntax(GlobalType Type) : CoreExternTypeSyntax(ExternKind.Global);
