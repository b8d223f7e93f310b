using Caisson.Wit.Model;
using static Caisson.Wit.Tests.Packages;

namespace Caisson.Wit.Tests.Resolution;

/// <summary>What names mean.</summary>
public class ResolverTests
{
    [Theory]
    [InlineData("bool"), InlineData("s8"), InlineData("u8"), InlineData("s16"), InlineData("u16"), InlineData("s32"), InlineData("u32"), InlineData("s64"), InlineData("u64")]
    [InlineData("f32"), InlineData("f64"), InlineData("char"), InlineData("string"), InlineData("error-context"), InlineData("list<u8>"), InlineData("list<u8, 4>"), InlineData("map<string, u8>")]
    [InlineData("option<u8>"), InlineData("result"), InlineData("result<u8>"), InlineData("result<_, u8>"), InlineData("result<u8, s8>"), InlineData("tuple<u8, s8>")]
    [InlineData("stream"), InlineData("stream<u8>"), InlineData("future"), InlineData("future<future<u8>>")]
    public void Each_type_is_itself(string text)
    {
        WitInterface one = Interface($"f: func(a: {text}) -> {text};");
        WitType parameter = one.Functions[0].Parameters[0].Type!, result = one.Functions[0].Result!;
        Assert.Equal(text, parameter.ToString());
        Assert.Equal(parameter, result);
        Assert.Equal(parameter.GetHashCode(), result.GetHashCode());
        Assert.NotEqual(parameter, new WitOption(parameter));
    }

    [Fact]
    public void Types_stand_behind_those_that_they_mention()
    {
        WitInterface one = Interface("record a { b: b, c: option<c> } type b = c; enum c { x }");
        Assert.Equal(["c", "b", "a"], one.Types.Select(type => type.Name));
        Assert.Same(one.FindType("c"), one.FindType("b")!.Resolved);
    }

    [Fact]
    public void A_resource_in_place_of_a_value_is_a_handle_that_owns()
    {
        WitInterface one = Interface("resource r; type s = r; type h = own<r>; f: func(a: r, b: s, c: h, d: borrow<s>) -> list<r>;");
        WitFunction function = one.Functions.Single();
        Assert.Equal(new WitOwn(one.FindType("r")!), function.Parameters[0].Type);
        Assert.Equal(new WitOwn(one.FindType("s")!), function.Parameters[1].Type);
        Assert.Same(one.FindType("h"), function.Parameters[2].Type);
        Assert.Equal(new WitBorrow(one.FindType("s")!), function.Parameters[3].Type);
        Assert.IsType<WitResource>(one.FindType("s")!.Resolved);
        Assert.True(function.Parameters[3].Type!.HasBorrow);
        Assert.False(function.Result!.HasBorrow);
    }

    // component-model: resource-item
    [Fact]
    public void Functions_of_resources_are_written_out()
    {
        WitInterface one = Interface("resource blob { constructor(init: list<u8>); read: async func(n: u32) -> list<u8>; merge: static func(l: borrow<blob>) -> blob; } resource blob2 { constructor() -> result<blob2, string>; }");
        var blob = (WitResource)one.FindType("blob")!;
        Assert.Equal(["[constructor]blob", "[method]blob.read", "[static]blob.merge"], blob.Functions.Select(function => function.ExportName));
        Assert.Equal(new WitOwn(blob), blob.Constructor!.Result);
        Assert.Equal(["self: borrow<blob>", "n: u32"], blob.Functions[1].Parameters.Select(parameter => parameter.ToString()));
        Assert.True(blob.Functions[1].IsAsync);
        Assert.Equal("result<blob2, string>", ((WitResource)one.FindType("blob2")!).Constructor!.Result!.ToString());
        Assert.Empty(one.Functions);
    }

    [Fact]
    public void Names_are_found_across_files_and_packages()
    {
        WitResolution all = WitResolver.Resolve(Input(
            ["package a:b; use c:d/e@1.0.0 as x; interface i { use x.{t as u}; use j.{v}; f: func(a: u, b: v); }", "interface j { type v = u16; }"],
            ["package c:d@1.0.0; interface e { use f:g/h.{t}; } package f:g { interface h { type t = u8; } }"]));
        Assert.Equal(["f:g", "c:d@1.0.0", "a:b"], all.Packages.Select(package => package.Name.ToString()));
        var used = (WitAlias)all.Main.FindInterface("i")!.FindType("u")!;
        Assert.Equal("c:d/e@1.0.0#t", used.Used!.ToString());
        Assert.Same(WitPrimitive.U8, used.Resolved);
        Assert.Equal(["a:b/j", "a:b/i"], all.Main.Interfaces.Select(item => item.QualifiedName));
    }

    [Fact]
    public void A_newer_version_stands_in_for_an_older_one()
    {
        string[][] dependencies = [["package c:d@0.2.4; interface e { type t = u8; }"], ["package c:d@0.2.12; interface e { type t = u16; }"], ["package c:d@0.3.0; interface e { type t = u32; }"]];
        string Used(string version) => WitResolver.Resolve(Input([$"package a:b; interface i {{ use c:d/e@{version}.{{t}}; }}"], dependencies)).Main.Interfaces[0].Types[0].Resolved.ToString()!;
        Assert.Equal("u8", Used("0.2.4"));
        Assert.Equal("u16", Used("0.2.5"));
        Assert.Equal("u16", Used("0.2.0"));
        Assert.Equal("u32", Used("0.3.0"));
        Assert.Throws<WitException>(() => Used("0.2.13"));
    }

    [Fact]
    public void Packages_may_occur_twice_when_they_are_the_same()
    {
        const string Nested = "package c:d { interface e { type t = u8; } }";
        WitResolution all = WitResolver.Resolve(Input([$"package a:b; interface i {{ use c:d/e.{{t}}; }} {Nested}"], [$"package x:y; {Nested}"]));
        Assert.Equal(3, all.Packages.Count);
    }

    [Fact]
    public void Gates_let_through_what_is_active()
    {
        const string Text = "package a:b@1.1.0; interface i { a: func(); @unstable(feature = x) b: func(); @since(version = 1.1.0) c: func(); @unstable(feature = x) @deprecated(version = 1.0.0) type t = u8; }";
        Assert.Equal(["a", "c"], Valid(Text).Interfaces[0].Functions.Select(function => function.Name));
        WitInterface with = Valid(Text, new ResolveOptions { Features = ["x"] }).Interfaces[0];
        Assert.Equal(["a", "b", "c"], with.Functions.Select(function => function.Name));
        Assert.Equal(new WitGate(null, "x", new SemVersion(1, 0, 0)), with.Types[0].Gate);
        Assert.Equal(new WitGate(new SemVersion(1, 1, 0)), with.Functions[2].Gate);
    }

    // component-model: Package Format, at its end
    [Fact]
    public void A_package_can_be_taken_as_an_older_version()
    {
        const string Text = "package ns:p@1.1.0; interface i { f: func(); @since(version = 1.1.0) g: func(); }";
        WitPackage old = Valid(Text, new ResolveOptions { TargetVersion = new SemVersion(1, 0, 0) });
        Assert.Equal("ns:p/i@1.0.0", old.Interfaces[0].QualifiedName);
        Assert.Equal(["f"], old.Interfaces[0].Functions.Select(function => function.Name));
        Invalid(Text, "1:9", "`ns:p@1.1.0` can't be taken as version 2.0.0", new ResolveOptions { TargetVersion = new SemVersion(2, 0, 0) });
        Invalid("package a:b;", "1:9", "`a:b` has no version", new ResolveOptions { TargetVersion = new SemVersion(2, 0, 0) });
    }

    [Fact]
    public void Documentation_and_external_ids_are_kept()
    {
        WitPackage package = Valid("/// p\npackage a:b; /// i\ninterface i { /// r\n@external-id(\"R\") record r { /// m\nm: u8 } /// f\n@external-id(\"F\") f: func(); } /// w\nworld w { /// e\n@external-id(\"E\") import e: i; }");
        WitInterface one = package.Interfaces[0];
        Assert.Equal(["p", "i", "r", "m", "f", "w", "e"],
        [
            package.Docs, one.Docs, one.Types[0].Docs, ((WitRecord)one.Types[0]).Members[0].Docs, one.Functions[0].Docs, package.Worlds[0].Docs, ((WitInterfaceItem)package.Worlds[0].Imports[0]).Docs,
        ]);
        Assert.Equal(["R", "F", "E"], [one.Types[0].ExternalId, one.Functions[0].ExternalId, ((WitInterfaceItem)package.Worlds[0].Imports[0]).ExternalId]);
    }
}
