using System.Collections.Immutable;
using Caisson.Components.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Syntax;

/// <summary>
/// A decoded component: what the bytes say, before anything runs. Immutable; safe to share between threads. Core modules stay byte
/// ranges. spec: component
/// </summary>
public sealed class ComponentSyntax
{
    /// <summary>
    /// The whole outermost component. Every <see cref="ByteRange"/> and offset refers to it, those of nested components too.
    /// </summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Where the component stands, with its preamble.</summary>
    public required ByteRange Range { get; init; }

    /// <summary>All definitions, in order, with the imports and exports.</summary>
    public ImmutableArray<ComponentDefinition> Definitions { get; init; } = [];

    /// <summary>All custom sections, in order.</summary>
    public ImmutableArray<ComponentCustomSection> CustomSections { get; init; } = [];

    /// <summary>The names that people gave, decoded at the first use. As much of them as is well-formed.</summary>
    public ComponentNames Names
    {
        get => field ??= ComponentNamesDecoder.Decode(this);
        init;
    }

    /// <summary>A slice of <see cref="Bytes"/>.</summary>
    /// <param name="range">Where.</param>
    public ReadOnlyMemory<byte> Slice(ByteRange range) => Bytes.Slice(range.Offset, range.Length);
}

/// <summary>A custom section of a component. spec: binary-customsec</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its content, without the name.</param>
/// <param name="AfterDefinition">Number of the definitions before it.</param>
public sealed record ComponentCustomSection(string Name, ByteRange Content, int AfterDefinition);
