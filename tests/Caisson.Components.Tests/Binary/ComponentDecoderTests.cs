using Caisson.Components.Binary;
using Caisson.Components.Syntax;
using Caisson.Components.Text;
using Caisson.Components.Types;
using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Tests.Binary;

public class ComponentDecoderTests
{
    private const string Preamble = "00 61 73 6d 0d 00 01 00 ";

    [Fact]
    public void Bytes_say_whether_they_are_a_module_or_a_component()
    {
        Assert.Equal(BinaryKind.CoreModule, ComponentDecoder.KindOf(Bytes("00 61 73 6d 01 00 00 00")));
        Assert.Equal(BinaryKind.Component, ComponentDecoder.KindOf(Bytes(Preamble + "ff")));
        Assert.Null(ComponentDecoder.KindOf(Bytes("00 61 73 6d 02 00 00 00")));
        Assert.Null(ComponentDecoder.KindOf(Bytes("00 61 73 6d 01 00 00")));
        Assert.Null(ComponentDecoder.KindOf([]));
    }

    [Fact]
    public void Definitions_keep_their_order_and_offsets()
    {
        ComponentSyntax component = Decode(Preamble
            + "07 05 01 40 00 01 00 "
            + "0a 06 01 00 01 66 01 00 "
            + "04 0f 00 61 73 6d 0d 00 01 00 07 05 01 40 00 01 00 "
            + "0b 07 01 00 01 67 01 00 00 ");
        Assert.Collection(
            component.Definitions,
            type => Assert.Equal((11, typeof(FuncTypeSyntax)), (type.Offset, ((TypeDefinition)type).Type.GetType())),
            import => Assert.Equal((18, new IndexedExternSyntax(Sort.Func, 0)), (import.Offset, ((ImportDefinition)import).Type)),
            nested =>
            {
                ComponentSyntax inner = ((NestedComponentDefinition)nested).Component;
                Assert.Equal(23, nested.Offset);
                Assert.Equal(new ByteRange(25, 15), inner.Range);
                Assert.Equal(36, Assert.Single(inner.Definitions).Offset);
            },
            export => Assert.Equal((43, "g", Sort.Func, 0u), (export.Offset, ((ExportDefinition)export).Name.Name, ((ExportDefinition)export).Sort, ((ExportDefinition)export).Index)));
    }

    [Fact]
    public void Every_canonical_definition_has_the_immediates_of_its_kind()
    {
        foreach (CanonKind kind in Canons.All) // Its section has a length of three bytes.
        {
            (string immediates, CanonDefinition expected) = Immediates(kind);
            CanonDefinition canon = Assert.IsType<CanonDefinition>(Assert.Single(Decode(Preamble + Section(8, $"01 {(byte)kind:x2} {immediates}")).Definitions));
            Assert.Equal(expected with { Options = canon.Options }, canon);
            Assert.Equal(expected.Options, canon.Options.AsEnumerable());
        }
    }

    [Fact]
    public void Names_of_people_are_kept_as_far_as_they_are_well_formed()
    {
        string section = Hex("component-name", length: true) + "00 02 01 63 " + "01 08 01 02 00 01 66 01 01 67 " + "01 05 03 01 00 01 74 " + "05 01 00 " + "01 ff";
        ComponentNames names = Decode(Preamble + Section(0, section)).Names;
        Assert.Equal("c", names.Component);
        Assert.Equal("g", names.Of(Sort.Func, 1));
        Assert.Equal("t", names.Of(Sort.Type, 0));
        Assert.Null(names.Of(Sort.Instance, 0));
        Assert.Null(Decode(Preamble).Names.Component);
    }

    [Fact]
    public void Custom_sections_are_kept_with_their_place()
    {
        ComponentSyntax component = Decode(Preamble + "07 02 01 7f 00 04 01 61 62 63");
        ComponentCustomSection custom = Assert.Single(component.CustomSections);
        Assert.Equal(("a", new ByteRange(16, 2), 1), (custom.Name, custom.Content, custom.AfterDefinition));
    }

    [Theory]
    [InlineData("", 0, "unexpected end-of-file")]
    [InlineData("00 61 73", 3, "unexpected end-of-file")]
    [InlineData("00 61 73 6e 0d 00 01 00", 0, "magic")]
    [InlineData("00 61 73 6d 01 00 00 00", 4, "expected a version header for a component")]
    [InlineData("00 61 73 6d 0d 00 02 00", 4, "unknown binary version")]
    [InlineData(Preamble + "0d 00", 8, "malformed section id: 13")]
    [InlineData(Preamble + "07 03 00", 9, "unexpected end-of-file")]
    [InlineData(Preamble + "07 02 00 00", 11, "section size mismatch")]
    [InlineData(Preamble + "07 06 ff ff ff ff 0f 00", 16, "unexpected end-of-file")]
    [InlineData(Preamble + "07 06 ff ff ff ff 1f 00", 14, "integer too large")]
    [InlineData(Preamble + "07 02 01 62", 11, "invalid leading byte (0x62) for component defined type")]
    [InlineData(Preamble + "07 04 01 6a 02 00", 12, "invalid leading byte (0x2) for optional component value type")]
    [InlineData(Preamble + "07 05 01 40 00 02 00", 13, "invalid leading byte (0x2) for component function results")]
    [InlineData(Preamble + "06 05 01 05 02 00 00", 11, "invalid leading byte (0x5) for component outer alias kind")]
    [InlineData(Preamble + "06 05 01 03 03 00 00", 12, "invalid leading byte (0x3) for alias")]
    [InlineData(Preamble + "01 08 00 61 73 6d 0d 00 01 00", 14, "expected a version header for a module")]
    [InlineData(Preamble + "0a 05 01 03 01 61 00", 11, "invalid leading byte (0x3) for component name")]
    [InlineData(Preamble + "0a 09 01 02 01 61 01 03 00 01 00", 15, "invalid leading byte (0x3) for name option")]
    [InlineData(Preamble + "0a 0d 01 02 01 61 02 02 01 61 02 01 61 01 00", 18, "duplicate 'external-id' option in name")]
    [InlineData(Preamble + "08 03 01 06 02", 12, "invalid boolean value")]
    [InlineData(Preamble + "08 02 01 7f", 11, "invalid leading byte (0x7f) for canonical function")]
    public void Malformed_bytes_are_refused(string bytes, int offset, string message)
    {
        MalformedException e = Assert.Throws<MalformedException>(() => Decode(bytes));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Equal(offset, e.Offset);
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        Assert.NotNull(ComponentDecoder.Decode(Nested(ComponentLimits.Nesting)));
        Assert.Contains("nesting too deep", Assert.Throws<MalformedException>(() => ComponentDecoder.Decode(Nested(ComponentLimits.Nesting + 1))).Message);
        Assert.NotNull(ComponentDecoder.Decode(NestedTypes(ComponentLimits.TypeDepth)));
        Assert.Contains("nesting too deep", Assert.Throws<MalformedException>(() => ComponentDecoder.Decode(NestedTypes(100_000))).Message);
    }

    [Fact]
    public void Text_becomes_the_syntax_that_it_says()
    {
        ComponentSyntax component = ComponentDecoder.Decode(ComponentParser.Parse("""
            (component
              (import "a:b/c@1.0.0" (instance (export "r" (type (sub resource)))))
              (import "m" (implements "a:b/c") (external-id "x") (instance))
              (core type (module (import "a" "b" (memory 1)) (export "c" (func))))
              (type (record (field "a" u8) (field "b" (list string 4)))))
            """));
        ImportDefinition import = component.Definitions.OfType<ImportDefinition>().ElementAt(1);
        Assert.Equal(("m", "a:b/c", "x"), (import.Name.Name, import.Name.Implements, import.Name.ExternalId));
        CoreModuleTypeSyntax module = Assert.IsType<CoreModuleTypeSyntax>(component.Definitions.OfType<CoreTypeDefinition>().Single().Type);
        Assert.Contains(module.Declarations, declaration => declaration is CoreImportDeclaration { Module: "a", Name: "b", Type: CoreMemorySyntax });
        Assert.Contains(component.Definitions, definition => definition is TypeDefinition { Type: ListTypeSyntax { Length: 4, Element.Prim: PrimKind.String } });
    }

    private static (string Bytes, CanonDefinition Canon) Immediates(CanonKind kind)
    {
        CanonDefinition canon = new(13, kind);
        CanonOption[] options = [new(CanonOptionKind.Utf16), new(CanonOptionKind.Memory, 3), new(CanonOptionKind.Async)];
        const string optionBytes = "03 01 03 03 06 ";
        return kind.Shape switch
        {
            CanonShape.Lift => ("00 01 " + optionBytes + "02", canon with { Func = 1, Type = 2, Options = [.. options] }),
            CanonShape.Lower => ("00 01 " + optionBytes, canon with { Func = 1, Options = [.. options] }),
            CanonShape.Type => ("02", canon with { Type = 2 }),
            CanonShape.TypeOptions => ("02 " + optionBytes, canon with { Type = 2, Options = [.. options] }),
            CanonShape.TypeAsync => ("02 01", canon with { Type = 2, IsAsync = true }),
            CanonShape.Options => (optionBytes, canon with { Options = [.. options] }),
            CanonShape.TaskReturn => ("00 73 " + optionBytes, canon with { Result = new(PrimKind.String), Options = [.. options] }),
            CanonShape.Context => ("7f 01", canon with { ContextType = ValType.I32, ContextSlot = 1 }),
            CanonShape.Async => ("01", canon with { IsAsync = true }),
            CanonShape.Cancel => ("01", canon with { IsCancellable = true }),
            CanonShape.CancelMemory => ("01 04", canon with { IsCancellable = true, Memory = 4 }),
            CanonShape.TypeTable => ("02 05", canon with { Type = 2, Table = 5 }),
            CanonShape.Shared => ("01", canon with { IsShared = true }),
            CanonShape.SharedType => ("01 02", canon with { IsShared = true, Type = 2 }),
            CanonShape.SharedTypeTable => ("01 02 05", canon with { IsShared = true, Type = 2, Table = 5 }),
            _ => ("", canon),
        };
    }

    private static byte[] Nested(int depth)
    {
        byte[] component = Bytes(Preamble);
        for (int i = 1; i < depth; i++)
        {
            List<byte> length = [];
            for (int rest = component.Length; ; rest >>= 7)
            {
                length.Add((byte)(rest < 128 ? rest : (rest & 127) | 128));
                if (rest < 128) break;
            }
            component = [.. Bytes(Preamble), 4, .. length, .. component];
        }
        return component;
    }

    private static byte[] NestedTypes(int depth)
    {
        byte[] types = [.. Enumerable.Repeat(Bytes("42 01 01"), depth - 1).SelectMany(bytes => bytes), 0x42, 0];
        return Bytes(Preamble + Section(7, "01 " + Convert.ToHexString(types)));
    }

    private static string Section(byte id, string content)
    {
        int length = Bytes(content).Length;
        return $"{id:x2} {(length & 127) | 128:x2} {((length >> 7) & 127) | 128:x2} {length >> 14:x2} {content} ";
    }

    private static string Hex(string text, bool length) =>
        (length ? $"{text.Length:x2} " : "") + Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text)) + " ";

    private static ComponentSyntax Decode(string hex) => ComponentDecoder.Decode(Bytes(hex));

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
