namespace Caisson.Wit.Tests;

/// <summary>Labels, names of packages, names of interfaces.</summary>
public class NameTests
{
    [Theory]
    [InlineData("a"), InlineData("a-b-c"), InlineData("a1-2-3"), InlineData("A"), InlineData("A-B-C"), InlineData("a11-w0rds"), InlineData("A11-4CR0NYMS"), InlineData("m1x3d-4CR0NYMS"), InlineData("is-XML")]
    public void Labels(string text) => Assert.True(Label.IsValid(text));

    [Theory]
    [InlineData(""), InlineData("1-2-3"), InlineData("-a"), InlineData("a-"), InlineData("a--b"), InlineData("aB"), InlineData("a_b"), InlineData("ä"), InlineData("a b"), InlineData("a.b")]
    public void No_labels(string text) => Assert.False(Label.IsValid(text));

    // component-model: Name Uniqueness
    [Fact]
    public void Names_are_strongly_unique_as_the_specification_lists_them()
    {
        string[] unique = ["foo", "foo-bar", "[constructor]foo", "[method]foo.bar", "[static]foo.baz", "foo:bar/baz"];
        HashSet<string> keys = [.. unique.Select(Label.Unique)];
        Assert.Equal(unique.Length, keys.Count);
        foreach (string taken in new[] { "FOO", "foo-BAR", "[constructor]FOO", "[method]foo.BAR", "[static]foo.bar", "[method]foo.baz", "[method]foo.foo", "[static]foo-BAR.FOO-bar", "foo:bar/BAZ" })
        {
            Assert.Contains(Label.Unique(taken), keys);
        }
    }

    [Theory]
    [InlineData("wasi:http"), InlineData("wasi:http@0.2.12"), InlineData("a-b:c-d@1.0.0-rc.1+b")]
    public void Package_names_read_as_they_are_written(string text)
    {
        Assert.True(PackageName.TryParse(text, out PackageName? name));
        Assert.Equal(text, name.ToString());
        Assert.Equal(new PackageName(name.Namespace, name.Name, name.Version), name);
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("a"), InlineData("a:b:c"), InlineData("A:b"), InlineData("a:b@1"), InlineData("a:b/c"), InlineData("a:b@")]
    public void No_package_names(string? text) => Assert.False(PackageName.TryParse(text, out _));

    [Fact]
    public void Names_of_interfaces_have_the_version_last()
    {
        Assert.True(PackageName.TryParseItem("wasi:http/types@0.2.12", out PackageName? package, out string? item));
        Assert.Equal("types", item);
        Assert.Equal("wasi:http/types@0.2.12", package.Qualify(item));
        Assert.False(PackageName.TryParseItem("wasi:http@0.2.12/types", out _, out _));
        Assert.False(PackageName.TryParseItem("wasi:http/a/b", out _, out _));
        Assert.False(PackageName.TryParseItem("types", out _, out _));
    }

    [Fact]
    public void Package_names_are_in_lower_case() => Assert.Throws<ArgumentException>(() => new PackageName("a", "B"));
}
