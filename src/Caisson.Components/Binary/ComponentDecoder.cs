using System.Buffers.Binary;
using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Binary;

/// <summary>
/// Bytes become the syntax of a component. Core modules in it stay bytes; validation decodes them. Whatever the bytes, the result is a
/// component or a <see cref="MalformedException"/>, in time and memory linear in their number. Thread-safe. spec: component
/// </summary>
public static class ComponentDecoder
{
    private const int PreambleSize = 8;
    private const uint Magic = 0x6D736100, ModuleVersion = 1, ComponentVersion = 0x0001000D;

    /// <summary>What bytes claim to be, by their first eight; null when they are neither.</summary>
    /// <param name="bytes">The bytes of a file.</param>
    public static BinaryKind? KindOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < PreambleSize || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic) return null;
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) switch
        {
            ModuleVersion => BinaryKind.CoreModule,
            ComponentVersion => BinaryKind.Component,
            _ => null,
        };
    }

    /// <summary>Decodes a binary component.</summary>
    /// <param name="bytes">The component. The result keeps it; it must not change any more.</param>
    /// <param name="features">The proposals that its core types may use.</param>
    /// <exception cref="MalformedException">The bytes are no component, or larger than <see cref="ComponentLimits"/>.</exception>
    public static ComponentSyntax Decode(ReadOnlyMemory<byte> bytes, Features features = Features.Wasm3 | Features.Threads)
    {
        if (bytes.Length > ComponentLimits.ComponentSize)
            ComponentErrors.TooMany("bytes", (uint)bytes.Length, ComponentLimits.ComponentSize, 0);
        try
        {
            return new Decoder(bytes, features).DecodeComponent(new(0, bytes.Length));
        }
        catch (MalformedException end) when (end.Message.StartsWith(BinaryErrors.UnexpectedEndText, StringComparison.Ordinal)
            || end.Message.StartsWith(BinaryErrors.LengthOutOfBoundsText, StringComparison.Ordinal))
        {
            // What core modules call it isn't what components do.
            ComponentErrors.UnexpectedEnd(end.Offset);
            throw;
        }
    }

    private sealed class Decoder(ReadOnlyMemory<byte> bytes, Features features)
    {
        private readonly CoreTypeReading _coreTypes = new(features);
        private int _depth;

        /// <summary>spec: component</summary>
        public ComponentSyntax DecodeComponent(ByteRange range)
        {
            if (++_depth > ComponentLimits.Nesting) ComponentErrors.NestedTooDeep("a component", ComponentLimits.Nesting, range.Offset);
            CheckPreamble(range);
            ImmutableArray<ComponentDefinition>.Builder definitions = ImmutableArray.CreateBuilder<ComponentDefinition>();
            ImmutableArray<ComponentCustomSection>.Builder customs = ImmutableArray.CreateBuilder<ComponentCustomSection>();
            BinaryCursor cursor = new(bytes.Span, new(range.Offset + PreambleSize, range.Length - PreambleSize));
            while (!cursor.AtEnd) DecodeSection(ref cursor, definitions, customs);
            _depth--;
            return new()
            {
                Bytes = bytes,
                Range = range,
                Definitions = definitions.DrainToImmutable(),
                CustomSections = customs.DrainToImmutable(),
            };
        }

        /// <summary>spec: preamble</summary>
        private void CheckPreamble(ByteRange range)
        {
            ReadOnlySpan<byte> component = bytes.Span.Slice(range.Offset, range.Length);
            if (component.Length < 4) ComponentErrors.UnexpectedEnd(range.End);
            if (BinaryPrimitives.ReadUInt32LittleEndian(component) != Magic) ComponentErrors.Magic(range.Offset);
            if (component.Length < PreambleSize) ComponentErrors.UnexpectedEnd(range.End);
            uint version = BinaryPrimitives.ReadUInt32LittleEndian(component[4..]);
            if (version == ModuleVersion) ComponentErrors.NoComponent(range.Offset + 4);
            if (version != ComponentVersion) ComponentErrors.Version(version, range.Offset + 4);
        }

        /// <summary>spec: section</summary>
        private void DecodeSection(
            ref BinaryCursor cursor, ImmutableArray<ComponentDefinition>.Builder definitions, ImmutableArray<ComponentCustomSection>.Builder customs)
        {
            int at = cursor.Position;
            ComponentSectionId id = (ComponentSectionId)cursor.ReadByte();
            if (id > ComponentSectionId.Value) ComponentErrors.SectionId((byte)id, at);
            ByteRange content = cursor.ReadRange();
            BinaryCursor section = cursor.Within(content);
            switch (id)
            {
                case ComponentSectionId.Custom:
                    string name = section.ReadName();
                    customs.Add(new(name, new(section.Position, section.Left), definitions.Count));
                    break;
                case ComponentSectionId.CoreModule:
                    CheckModule(content);
                    definitions.Add(new CoreModuleDefinition(at, content));
                    break;
                case ComponentSectionId.Component:
                    definitions.Add(new NestedComponentDefinition(at, DecodeComponent(content)));
                    break;
                case ComponentSectionId.Start:
                    definitions.Add(section.ReadStart());
                    CheckEnd(id, section);
                    break;
                default:
                    DecodeDefinitions(id, ref section, definitions);
                    CheckEnd(id, section);
                    break;
            }
        }

        private void DecodeDefinitions(ComponentSectionId id, ref BinaryCursor section, ImmutableArray<ComponentDefinition>.Builder definitions)
        {
            int count = section.ReadCount(Limit(id), "definitions in a section");
            TypeReading types = new(_coreTypes);
            for (int i = 0; i < count; i++)
            {
                int at = section.Position;
                definitions.Add(id switch
                {
                    ComponentSectionId.CoreInstance => section.ReadCoreInstance(),
                    ComponentSectionId.CoreType => new CoreTypeDefinition(at, _coreTypes.Read(ref section)),
                    ComponentSectionId.Instance => section.ReadInstance(),
                    ComponentSectionId.Alias => section.ReadAlias(),
                    ComponentSectionId.Type => new TypeDefinition(at, types.Read(ref section)),
                    ComponentSectionId.Canon => section.ReadCanon(),
                    ComponentSectionId.Import => new ImportDefinition(at, section.ReadExternName(), section.ReadExternType()),
                    ComponentSectionId.Export => new ExportDefinition(
                        at, section.ReadExternName(), section.ReadExternSort(), section.ReadU32(), section.ReadOptionalExternType()),
                    _ => new ValueDefinition(at, section.ReadComponentValType(), section.ReadRange()),
                });
            }
        }

        private void CheckModule(ByteRange range)
        {
            if (KindOf(bytes.Span.Slice(range.Offset, range.Length)) == BinaryKind.Component) ComponentErrors.NoModule(range.Offset + 4);
        }

        private static void CheckEnd(ComponentSectionId id, BinaryCursor section)
        {
            if (!section.AtEnd) ComponentErrors.SectionSize((byte)id, section.Left, section.Position);
        }

        private static int Limit(ComponentSectionId id) => id switch
        {
            ComponentSectionId.CoreInstance or ComponentSectionId.Instance => ComponentLimits.Instances,
            ComponentSectionId.Value => ComponentLimits.Values,
            _ => ComponentLimits.Items,
        };
    }
}

/// <summary>What a binary file is. spec: preamble</summary>
public enum BinaryKind
{
    /// <summary>A core module.</summary>
    CoreModule,

    /// <summary>A component.</summary>
    Component,
}
