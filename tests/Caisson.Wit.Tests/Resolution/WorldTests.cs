using Caisson.Wit.Model;
using static Caisson.Wit.Tests.Packages;

namespace Caisson.Wit.Tests.Resolution;

/// <summary>What worlds import and export in the end.</summary>
public class WorldTests
{
    private const string Interfaces =
        """
        interface a { resource r; }
        interface b { use a.{r}; f: func() -> r; }
        interface c { use b.{r}; }

        """;

    private static string World(string items) => Externs(Valid($"package p:q; {Interfaces} world w {{ {items} }}").FindWorld("w")!);

    private static string Externs(WitWorld world) =>
        string.Join(", ", world.Imports.Select(item => item.ExternName)) + " | " + string.Join(", ", world.Exports.Select(item => item.ExternName));

    [Theory]
    [InlineData("import c;", "p:q/a, p:q/b, p:q/c | ")]
    [InlineData("export c;", "p:q/a, p:q/b | p:q/c")]
    [InlineData("export c; export a; export b;", " | p:q/a, p:q/b, p:q/c")]
    [InlineData("import b; export a; export b;", "p:q/a, p:q/b | p:q/a, p:q/b")]
    [InlineData("import f: func(); import c; use b.{r}; import x: b;", "p:q/a, p:q/b, p:q/c, x, r, f | ")]
    [InlineData("export f: func(); export i: interface { use c.{r}; }", "p:q/a, p:q/b, p:q/c | f, i")]
    [InlineData("use c.{r}; export f: func(r: r);", "p:q/a, p:q/b, p:q/c, r | f")]
    public void What_interfaces_use_is_imported_too(string items, string externs)
    {
        if (items.Contains("c.{r}", StringComparison.Ordinal)) items = items.Replace("c.{r}", "c.{r as r}", StringComparison.Ordinal);
        Assert.Equal(externs, World(items));
    }

    [Fact]
    public void Included_worlds_are_merged_interface_by_interface()
    {
        WitPackage package = Valid($"package p:q; {Interfaces} world v {{ import b; export f: func(); }} world w {{ import a; include v; export b; }}");
        Assert.Equal("p:q/a, p:q/b | f, p:q/b", Externs(package.FindWorld("w")!));
    }

    [Fact]
    public void Renamed_items_keep_what_they_are()
    {
        WitPackage package = Valid($"package p:q; {Interfaces} world v {{ @external-id(\"x\") import one: b; import f: func(); resource r {{ constructor(); g: func(); }} export e: func(r: r); }} world w {{ import f: func(); include v with {{ one as two, f as f2, r as r2, e as e2 }} }}");
        WitWorld world = package.FindWorld("w")!;
        Assert.Equal("p:q/a, two, r2, f, f2 | e2", Externs(world));
        var two = (WitInterfaceItem)world.Imports[1];
        Assert.Equal("p:q/b", two.Implements);
        Assert.Equal("x", two.ExternalId);
        WitResource resource = world.Types.OfType<WitResource>().Single();
        Assert.Equal(["[constructor]r2", "[method]r2.g"], resource.Functions.Select(function => function.ExportName));
        Assert.Same(resource, ((WitOwn)((WitFunctionItem)world.Exports[0]).Function.Parameters[0].Type!).Resource);
    }

    [Fact]
    public void A_use_that_two_worlds_share_is_one()
    {
        WitPackage package = Valid($"package p:q; {Interfaces} world u {{ use a.{{r}}; import f: func() -> r; }} world v {{ use a.{{r}}; import g: func() -> r; }} world w {{ include u; include v; }}");
        WitWorld world = package.FindWorld("w")!;
        Assert.Equal("p:q/a, r, f, g | ", Externs(world));
        Assert.All(world.Imports.OfType<WitFunctionItem>(), item => Assert.Same(world.Types.Single(), ((WitOwn)item.Function.Result!).Resource));
    }

    [Theory]
    [InlineData("import a:b;", false), InlineData("import a: b;", true), InlineData("import a :b;", true), InlineData("import a:func();", true), InlineData("import a:interface {}", true)]
    public void A_colon_between_spaces_gives_a_name(string items, bool isName)
    {
        string text = $"package p:q; interface b {{}} world w {{ {items} }}";
        if (isName) Assert.Equal("a", Valid(text).FindWorld("w")!.Imports.Single().ExternName);
        else Invalid(text, "1:46", "`a:b` is a package");
    }

    // component-model: Specifying a World
    [Fact]
    public void Worlds_are_selected_by_name()
    {
        WitResolution one = WitResolver.Resolve("package a:b; world w {} package c:d@1.0.0 { world v {} }");
        Assert.Equal("a:b/w", one.SelectWorld().QualifiedName);
        Assert.Equal("a:b/w", one.SelectWorld("w").QualifiedName);
        Assert.Equal("c:d/v@1.0.0", one.SelectWorld("c:d/v@1.0.0").QualifiedName);
        Assert.Throws<WitException>(() => one.SelectWorld("v"));
        WitException error = Assert.Throws<WitException>(() => WitResolver.Resolve("package a:b; world w {} world x {}").SelectWorld());
        Assert.Equal("`a:b` has 2 worlds: name one of `w`, `x`", error.Message);
    }
}
