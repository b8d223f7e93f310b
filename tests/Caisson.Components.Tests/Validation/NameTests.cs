using Caisson.Components.Validation;

namespace Caisson.Components.Tests.Validation;

public class NameTests
{
    [Theory]
    [InlineData("a", NameKind.Label)]
    [InlineData("a-b-c", NameKind.Label)]
    [InlineData("a1-2-3", NameKind.Label)]
    [InlineData("A-B-C", NameKind.Label)]
    [InlineData("m1x3d-4CR0NYMS", NameKind.Label)]
    [InlineData("is-XML", NameKind.Label)]
    [InlineData("[constructor]a", NameKind.Constructor)]
    [InlineData("[method]a.b", NameKind.Method)]
    [InlineData("[static]a.B", NameKind.Static)]
    [InlineData("a:b/c", NameKind.Interface)]
    [InlineData("wasi:http/types@0.2.0-rc.1+build", NameKind.Interface)]
    [InlineData("a:b/C-d@0.2", NameKind.Interface)]
    public void Names_of_the_grammar_are_understood(string name, object kind)
    {
        ParsedName? parsed = ParsedName.Parse(name, out string? error);
        Assert.Null(error);
        Assert.Equal(kind, parsed!.Kind);
    }

    [Theory]
    [InlineData("", "`` is not in kebab case")]
    [InlineData("1", "`1` is not in kebab case")]
    [InlineData("1-2-3", "`1-2-3` is not in kebab case")]
    [InlineData("a-", "`a-` is not in kebab case")]
    [InlineData("a--b", "`a--b` is not in kebab case")]
    [InlineData("-a", "`-a` is not in kebab case")]
    [InlineData("aB", "`aB` is not in kebab case")]
    [InlineData("ä", "`ä` is not in kebab case")]
    [InlineData("a_b", "`a_b` is not in kebab case")]
    [InlineData("[constructor]", "`` is not in kebab case")]
    [InlineData("[method]a", "failed to find `.` character")]
    [InlineData("[static]a.b.c", "`b.c` is not in kebab case")]
    [InlineData("[other]a", "is not in kebab case")]
    [InlineData("a:b", "expected `/` after package name")]
    [InlineData("A:b/c", "character `A` is not lowercase")]
    [InlineData("a:b/c/d", "trailing characters found: `/d`")]
    [InlineData("a:b/", "`` is not in kebab case")]
    [InlineData(":b/c", "`` is not in kebab case")]
    public void Other_names_are_refused(string name, string message)
    {
        Assert.Null(ParsedName.Parse(name, out string? error));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("foo", "foo")]
    [InlineData("foo-BAR", "foo-bar")]
    [InlineData("[constructor]FOO", "[constructor]foo")]
    [InlineData("[method]foo.BAR", "foo.bar")]
    [InlineData("[static]foo.bar", "foo.bar")]
    [InlineData("[method]foo.foo", "foo")]
    [InlineData("[static]foo-BAR.FOO-bar", "foo-bar")]
    [InlineData("foo:bar/BAZ", "foo:bar/baz")]
    public void Names_that_bindings_could_confuse_have_one_canonical_form(string name, string canonical) =>
        Assert.Equal(canonical, ParsedName.Parse(name, out _)!.Canonical);

    [Theory]
    [InlineData("(import \"a:b/c@0.2\" (versionsuffix \".6-rc.1\") (instance))")]
    [InlineData("(import \"a:b/c@1\" (instance))")]
    [InlineData("(import \"x\" (implements \"a:b/c@0.2\") (versionsuffix \".1\") (external-id \"any thing\") (instance))")]
    [InlineData("(import \"f\" (external-id \"f\") (func))")]
    public void Attributes_that_fit_are_valid(string import) => ValidatorTesting.Valid($"(component {import})");

    [Theory]
    [InlineData("(import \"x\" (versionsuffix \".1\") (instance))", "`versionsuffix` requires an interface name or `implements`")]
    [InlineData("(import \"a:b/c\" (versionsuffix \".1\") (instance))", "needs a name with a canonical version")]
    [InlineData("(import \"a:b/c@1.0\" (versionsuffix \".1\") (instance))", "needs a name with a canonical version")]
    [InlineData("(import \"a:b/c@1\" (versionsuffix \".x\") (instance))", "invalid interface version")]
    [InlineData("(import \"a:b/c@1\" (versionsuffix \".1.1\") (func))", "only instances can have an `versionsuffix`")]
    [InlineData("(import \"x\" (implements \"a:b/c@1.x\") (instance))", "invalid interface version")]
    [InlineData("(import \"x\" (implements \"a:b/c\") (func))", "only instances can have an `implements`")]
    [InlineData("(import \"x\" (implements \"y\") (instance))", "must be an interface")]
    public void Attributes_that_do_not_fit_are_refused(string import, string message) => ValidatorTesting.Invalid($"(component {import})", message);
}
