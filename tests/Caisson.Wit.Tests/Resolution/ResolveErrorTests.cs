using static Caisson.Wit.Tests.Packages;

namespace Caisson.Wit.Tests.Resolution;

/// <summary>Texts that are WIT but mean nothing: what the message says, and where.</summary>
public class ResolveErrorTests
{
    [Theory]
    [InlineData("type t = x;", "3:10", "unknown type `x`: define it")]
    [InlineData("record point { x: u8 } type t = pont;", "3:33", "unknown type `pont`: did you mean `point`?")]
    [InlineData("type t = float32;", "3:10", "the type `float32` is written `f32`")]
    [InlineData("type t = u8; type t = u8;", "3:19", "name `t` is defined twice, the first time at input.wit:3:6")]
    [InlineData("type t = u8; T: func();", "3:14", "name `T` and `t` differ in case only")]
    [InlineData("type t = t;", "3:10", "types can't depend on themselves: `t` → `t`")]
    [InlineData("record a { b: list<b> } variant b { a(a) }", "3:39", "types can't depend on themselves: `a` → `b` → `a`")]
    [InlineData("record r {}", "3:8", "the record `r` is empty")]
    [InlineData("variant v {}", "3:9", "the variant `v` is empty")]
    [InlineData("enum e {}", "3:6", "the enum `e` is empty")]
    [InlineData("flags f {}", "3:7", "the flags `f` is empty")]
    [InlineData("type t = tuple<>;", "3:10", "a tuple has at least one type")]
    [InlineData("record r { a: u8, A: u8 }", "3:19", "field `A` and `a` differ in case only")]
    [InlineData("enum e { a, a }", "3:13", "case `a` is defined twice")]
    [InlineData("flags e { a, a }", "3:14", "flag `a` is defined twice")]
    [InlineData("f: func(a: u8, a: u8);", "3:16", "parameter `a` is defined twice")]
    [InlineData("type t = borrow<t2>; type t2 = u8;", "3:17", "`t2` is no resource")]
    [InlineData("resource r; f: func() -> borrow<r>;", "3:26", "a function can't return a borrowed handle")]
    [InlineData("resource r; record s { a: option<borrow<r>> } f: func() -> list<s>;", "3:60", "a function can't return a borrowed handle")]
    [InlineData("resource r; f: func(a: stream<borrow<r>>);", "3:31", "a stream can't carry a borrowed handle")]
    [InlineData("resource r; f: func(a: future<list<borrow<r>>>);", "3:31", "a future can't carry a borrowed handle")]
    [InlineData("f: func(a: stream<char>);", "3:12", "`stream<char>` is not defined yet")]
    [InlineData("resource r { constructor() -> u8; }", "3:31", "a constructor returns `result<r>`")]
    [InlineData("resource r { constructor() -> r; }", "3:31", "a constructor returns `result<r>`")]
    [InlineData("resource r { f: func(self: u8); }", "3:22", "a method already has the parameter `self`")]
    [InlineData("resource r { R: func(); }", "3:14", "only the constructor can be called as the resource")]
    [InlineData("resource r { f: func(); f: static func(); }", "3:25", "function `f` is defined twice")]
    [InlineData("type t = list<u64, 100000000>;", "3:10", "the values of this type take more than 268435455 bytes")]
    [InlineData("use j.{t};", "3:5", "unknown interface `j`")]
    [InlineData("use i.{t};", "3:5", "interfaces can't depend on themselves: `i` → `i`")]
    [InlineData("use c:d/e.{t};", "3:5", "unknown package `c:d`: put its files into the folder `deps`")]
    [InlineData("@since(version = 1.3.0) type t = u8;", "3:18", "version 1.3.0 is later than the package's own, 1.2.0")]
    public void In_interfaces(string items, string position, string message) => InvalidItems(items, position, message);

    [Fact]
    public void More_than_32_flags()
    {
        string names = string.Join(", ", Enumerable.Range(0, 33).Select(index => $"x{index}"));
        InvalidItems($"flags f {{ {names} }}", "3:7", "`f` has more than 32 flags");
    }

    [Theory]
    [InlineData("import j;", "3:8", "unknown interface `j`")]
    [InlineData("import w;", "3:8", "`w` is a world, and an interface is needed here")]
    [InlineData("include i;", "3:9", "`i` is an interface, and a world is needed here")]
    [InlineData("include v;", "3:9", "unknown world `v`")]
    [InlineData("include w;", "3:9", "worlds can't depend on themselves: `w` → `w`")]
    [InlineData("import i; import i;", "3:18", "`i` is imported twice")]
    [InlineData("export i; export i;", "3:18", "`i` is exported twice")]
    [InlineData("import f: func(); import F: func();", "3:26", "`F` is imported twice")]
    [InlineData("import t: func(); type t = u8;", "3:8", "`t` is imported twice")]
    [InlineData("import f: func(a: x);", "3:19", "unknown type `x`")]
    [InlineData("use i.{x};", "3:8", "unknown type `x`")]
    [InlineData("use i.{f};", "3:8", "`f` is a function, and a type is needed here")]
    [InlineData("import a: i; import a: i;", "3:21", "`a` is imported twice")]
    [InlineData("import f: func(); include p;", "3:27", "`f` of the world `p` is already imported here, and plain names can't be merged: write `include p with { f as … }`")]
    [InlineData("include p with { g as h }", "3:18", "`p` has no import or export with the plain name `g`")]
    [InlineData("include p with { i as h }", "3:18", "`p` has no import or export with the plain name `i`")]
    public void In_worlds(string items, string position, string message) =>
        Invalid($"package a:b;\nworld w {{\n{items}\n}}\ninterface i {{ type t = u8; f: func(); }}\nworld p {{ import f: func(); import i; }}", position, message);

    [Theory]
    [InlineData("package a:b; interface i {} interface I {}", "1:39", "interface or world `I` and `i` differ in case only")]
    [InlineData("package a:b; interface i {} world i {}", "1:35", "interface or world `i` is defined twice")]
    [InlineData("package a:b; use i; interface i {}", "1:31", "interface or world `i` is defined twice")]
    [InlineData("package a:b; use w as i; world w {}", "1:18", "`w` is a world, and an interface is needed here")]
    [InlineData("package a:b; interface i { use j.{t}; } interface j { use i.{t}; }", "1:59", "interfaces can't depend on themselves: `i` → `j` → `i`")]
    [InlineData("package a:b; interface i { use c:d/e.{t}; } package c:d { interface e { use a:b/i.{t}; } }", "1:77", "packages can't depend on each other: `a:b` → `c:d` → `a:b`")]
    [InlineData("package a:b; interface i { use c:d/e@1.0.0.{t}; } package c:d@2.0.0 { interface e { type t = u8; } }", "1:32", "unknown package `c:d@1.0.0`: there is `c:d@2.0.0`")]
    [InlineData("package a:b; package c:d { interface e {} } package c:d { interface f {} }", "1:53", "the package `c:d` is defined differently at input.wit:1:22")]
    [InlineData("package a:b; @since(version = 1.0.0) interface i {}", "1:31", "this gate has a version, but the package has none")]
    [InlineData("package a:b@1.1.0; @since(version = 1.1.0) interface i { @since(version = 1.0.0) f: func(); }", "1:75", "what stands in `i` can't be older than that")]
    [InlineData("package a:b; interface i { @unstable(feature = x) type t = u8; f: func(a: t); }", "1:75", "`t` is unstable: activate the feature `x`")]
    [InlineData("package a:b; @unstable(feature = x) interface i {} world w { import i; }", "1:69", "`i` is unstable: activate the feature `x`")]
    public void In_packages(string text, string position, string message) => Invalid(text, position, message);

    // component-model/issues/208: one type can't be both the imported and the exported one.
    [Fact]
    public void An_export_can_not_stand_on_an_interface_as_both_import_and_export() => Invalid(
        """
        package a:b;
        interface one { resource r; }
        interface two { use one.{r}; }
        interface three { use one.{r}; use two.{r as r2}; f: func(a: r) -> r2; }
        world w { export one; export three; }
        """, "5:7", "the world exports `three`, which uses types of `one` as it is exported and, through another interface, as it is imported");

    [Fact]
    public void Files_of_a_package_are_of_one_package()
    {
        WitException error = Assert.Throws<WitException>(() => WitResolver.Resolve(Input(["package a:b;", "package a:c;"])));
        Assert.Equal("1.wit:1:9: this file is of the package `a:c`, but 0.wit:1:9 is of `a:b`: the files of a folder are one package", error.Located);
    }

    [Fact]
    public void A_name_that_use_gives_is_known_in_its_file_only()
    {
        WitException error = Assert.Throws<WitException>(() => WitResolver.Resolve(Input(["package a:b; use i as j; interface i { type t = u8; }", "interface k { use j.{t}; }"])));
        Assert.StartsWith("1.wit:1:19: unknown interface `j`", error.Located, StringComparison.Ordinal);
    }

    [Fact]
    public void No_files_at_all()
    {
        WitException error = Assert.Throws<WitException>(() => WitResolver.Resolve(new WitInput([])));
        Assert.Null(error.Position);
    }
}
