using Caisson.Wit.Model;
using Caisson.Wit.Printing;
using static Caisson.Wit.Tests.Packages;

namespace Caisson.Wit.Tests.Printing;

/// <summary>How packages look.</summary>
public class WitPrinterTests
{
    [Fact]
    public void Everything_has_its_form()
    {
        const string Text =
            """
            /// A package.
            ///
            /// Of everything.
            package %list:all@1.2.0;

            interface types {
              resource r {
                /// Makes one.
                constructor(a: u8);

                @since(version = 1.1.0)
                @deprecated(version = 1.2.0)
                f: async func() -> result;

                g: static func(a: borrow<r>, b: r) -> r;
              }

              resource s {
                constructor() -> result<s, string>;
              }

              type h = own<r>;

              flags f {
                a,
                %enum,
              }

              enum e {
                a,
              }

              variant v {
                a,

                /// With a list.
                b(list<e, 4>),
              }
            }

            interface i {
              use types.{r, v as w};

              @external-id("a\"\\b")
              record t {
                a: map<string, tuple<r, w>>,
                b: option<result<_, u8>>,
              }

              x: func();
              y: func(a: stream, b: future<stream<u8>>);
            }

            @unstable(feature = %static)
            world w {
              import types;
              import i;
              import %import: i;

              @external-id("out")
              import j: interface {
                f: func();
              }

              use types.{r};

              type u = u8;

              resource k {
                f: func(a: u);
              }

              import g: func() -> k;

              export h: func();

              export i;
            }

            package c:d {
              interface e {}
            }

            """;
        WitResolution all = WitResolver.Resolve(WitInput.FromText(Text), All);
        Assert.Equal(Text, WitPrinter.Print(all));
        Assert.Equal(Text[..Text.IndexOf("\npackage c:d", StringComparison.Ordinal)], WitPrinter.Print(all.Main));
        Assert.StartsWith("@unstable(feature = %static)\nworld w {\n", WitPrinter.Print(all.Main.Worlds[0]), StringComparison.Ordinal);
        Assert.StartsWith("interface types {\n", WitPrinter.Print(all.Main.Interfaces[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Interfaces_of_other_packages_have_the_whole_path()
    {
        WitResolution all = WitResolver.Resolve("package a:b; world w { import c:d/e@1.0.0; } package c:d@1.0.0 { interface e {} }");
        Assert.Contains("  import c:d/e@1.0.0;\n", WitPrinter.Print(all.Main), StringComparison.Ordinal);
    }

    [Fact]
    public void Documentation_that_no_text_can_hold_is_made_readable()
    {
        var package = new WitPackage(new PackageName("a", "b"), [new WitInterface("i", [], []) { Docs = "a\u202Eb\r\n\u0007*/" }], []);
        Assert.Equal("package a:b;\n\n/// a\uFFFDb\n/// \uFFFD*/\ninterface i {}\n", WitPrinter.Print(package));
        Assert.Equal("a\uFFFDb\n\uFFFD*/", Valid(WitPrinter.Print(package)).Interfaces[0].Docs);
    }
}
