using Caisson.Wit.Encoding;
using Caisson.Wit.Model;
using static Caisson.Wit.Tests.Packages;

namespace Caisson.Wit.Tests.Encoding;

/// <summary>Packages as bytes, and bytes that are no packages.</summary>
public class WitEncoderTests
{
    private const string Everything =
        """
        /// p
        package a:b@1.0.0;
        /// i
        @since(version = 1.0.0)
        interface i {
          /// r
          @external-id("R")
          resource r { /// c
            constructor(a: list<u8>) -> result<r>; @external-id("F") f: async func(b: map<string, u8>) -> stream<u8>; s: static func() -> future; }
          record t { /// x
            x: option<u8>, y: tuple<r, char>, z: list<f32, 4> }
          variant v { /// a
            a, b(t) }
          enum e { a, b } flags fl { a, b }
          type al = t; type bo = borrow<r>; type ow = own<r>; type re = result<_, error-context>; type ro = result<u8, u16>; type st = stream; type fu = future<u8>;
          f: func(a: bo, b: list<list<al>>, c: re) -> v;
        }
        @unstable(feature = q)
        interface j { use i.{r, t as t2}; use c:d/e.{u}; g: func(a: r, b: t2, c: u); }
        /// w
        world w {
          use i.{r}; type n = u8; record m { a: n } resource k { constructor(); h: func(a: m) -> r; }
          /// x
          @external-id("X")
          import x: j; @unstable(feature = q) import y: interface { /// z
            z: func(); } import j; /// top
          import top: func(a: k);
          export j; /// out
          export out: func(a: m); export in: interface { use j.{t2}; }
        }
        package c:d { interface e { type u = u8; unused: func(); } }
        """;

    [Fact]
    public void Everything_comes_back()
    {
        WitPackage package = Valid(Everything, All);
        WitResolution decoded = WitDecoder.Decode(WitEncoder.Encode(package));
        Assert.Equal(ModelText.Of(package), ModelText.Of(decoded.Main));
        Assert.Equal(["c:d", "a:b@1.0.0"], decoded.Packages.Select(item => item.Name.ToString()));
    }

    // component-model: Package Format
    [Fact]
    public void Bytes_are_those_of_the_specification()
    {
        byte[] bytes = WitEncoder.Encode(Valid("package a:b; interface i { f: func(a: u8); }"));
        string expected =
            "0061736d 0d000100" // preamble
            + "07 1e 01" // one type
            + "41 02" // a component type of two declarations
            + "01 42 02" // 0: an instance type of two declarations
            + "01 40 01 0161 7d 01 00" // 0: (func (param "a" u8))
            + "04 00 0166 01 00" // (export "f" (func 0))
            + "04 00 05613a622f69 05 00" // (export "a:b/i" (instance 0))
            + "0b 07 01 00 0169 03 00 00" // (export "i" (type 0))
            + "00 10 0c" + Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes("package-docs")) + "01" + "7b7d";
        Assert.Equal(expected.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant(), Convert.ToHexString(bytes));
    }

    [Fact]
    public void An_empty_package_has_no_name_in_bytes()
    {
        WitException error = Assert.Throws<WitException>(() => WitDecoder.Decode(WitEncoder.Encode(Valid("package a:b;"))));
        Assert.StartsWith("nothing is exported", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_that_runs_is_no_package()
    {
        byte[] component = [.. "\0asm"u8, 0x0d, 0, 1, 0, /* a core module */ 1, 8, .. "\0asm"u8, 1, 0, 0, 0];
        Assert.True(WitDecoder.IsComponent(component));
        WitException error = Assert.Throws<WitException>(() => WitDecoder.Decode(component));
        Assert.Equal("byte 8 (0x8): this component has code or instances: it is no package, which has only types", error.Located);
        Assert.Throws<WitException>(() => WitDecoder.Decode([.. "\0asm"u8, 1, 0, 0, 0]));
        Assert.False(WitDecoder.IsComponent([]));
    }

    [Fact]
    public void Another_package_may_be_there_in_parts()
    {
        // Two interfaces that import different types of one foreign interface, as the specification's encoding allows.
        byte[] part1 = Part("one", "x", 0x7d), part2 = Part("two", "y", 0x7b);
        byte[] bytes = [.. "\0asm"u8, 0x0d, 0, 1, 0, 7, (byte)(1 + part1.Length), 1, .. part1, 11, 9, 1, 0, 3, .. "one"u8, 3, 0, 0, 7, (byte)(1 + part2.Length), 1, .. part2, 11, 9, 1, 0, 3, .. "two"u8, 3, 2, 0];
        WitResolution all = WitDecoder.Decode(bytes);
        Assert.Equal(["x", "y"], all.Packages[0].Interfaces.Single().Types.Select(type => type.Name));
        Assert.Equal(["a:b/one", "a:b/two"], all.Main.Interfaces.Select(item => item.QualifiedName));
    }

    private static byte[] Part(string name, string type, byte primitive) =>
    [
        0x41, 5, // component type
        0x01, 0x42, 2, 0x01, primitive, 0x04, 0, 1, (byte)type[0], 0x03, 0x00, 0x00, // an instance type that exports the type
        0x03, 0, 5, .. "c:d/e"u8, 0x05, 0x00,
        0x02, 0x03, 0x00, 0x00, 1, (byte)type[0],
        0x01, 0x42, 2, 0x02, 0x03, 0x02, 1, 1, 0x04, 0, 1, (byte)type[0], 0x03, 0x00, 0x00,
        0x04, 0, 7, .. "a:b/"u8, .. System.Text.Encoding.ASCII.GetBytes(name), 0x05, 0x02,
    ];

    [Theory]
    [InlineData("""{"interfaces":{"i":{"funcs":{"f":"old form"}}}}""", "old form")]
    [InlineData("""{ "interfaces" : { "i" : { "funcs" : { "f" : { "docs" : "\u0041\n\"" } } } }, "other": null }""", "A\n\"")]
    public void Documentation_is_read_in_both_forms(string json, string docs) => Assert.Equal(docs, WitDecoder.Decode(WithDocs(1, json)).Main.Interfaces[0].Functions[0].Docs);

    [Theory]
    [InlineData(2, "{}", "version 2 is unknown")]
    [InlineData(1, "", "an object or a string is missing")]
    [InlineData(1, "{\"a\"}", "`:` is missing")]
    [InlineData(1, "{\"a\":\"b", "a string is not closed")]
    [InlineData(1, "{} x", "something follows its end")]
    [InlineData(1, "{\"a\":\"\\x\"}", "an unknown escape")]
    [InlineData(1, "{\"a\":[1]}", "an object or a string is missing")]
    [InlineData(1, "{\"interfaces\":{\"i\":{\"stability\":{\"stable\":{\"since\":\"1\"}}}}}", "`1` is no version")]
    [InlineData(1, "{\"interfaces\":{\"i\":{\"stability\":{\"unstable\":{\"feature\":\"A_b\"}}}}}", "`A_b` is no feature")]
    public void Damaged_documentation_is_an_error(byte version, string json, string message)
    {
        WitException error = Assert.Throws<WitException>(() => WitDecoder.Decode(WithDocs(version, json)));
        Assert.Equal("the documentation section is damaged: " + message, error.Message);
    }

    private static byte[] WithDocs(byte version, string json)
    {
        byte[] bytes = WitEncoder.Encode(Valid("package a:b; interface i { f: func(); }"));
        byte[] section = [12, .. "package-docs"u8, version, .. System.Text.Encoding.UTF8.GetBytes(json)];
        // The section that the encoder wrote is the last, of 16 bytes and two in front.
        return [.. bytes[..^18], 0, .. new ByteWriter().Sized(section).ToArray()];
    }
}
