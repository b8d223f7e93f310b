using Caisson.Wasi.Http;

namespace Caisson.Wasi.Tests.Http;

public sealed class HttpFieldsTests
{
    [Fact]
    public void NamesIgnoreCaseAndKeepTheFirstOne()
    {
        HttpFields fields = new();
        Assert.Equal(HeaderError.None, fields.Append("Foo", "1"u8.ToArray()));
        Assert.Equal(HeaderError.None, fields.Append("bar", "2"u8.ToArray()));
        Assert.Equal(HeaderError.None, fields.Append("FOO", "3"u8.ToArray()));
        Assert.True(fields.Has("fOO"));
        Assert.Equal(["Foo", "Foo", "bar"], fields.Entries.Select(entry => entry.Name));
        Assert.Equal(["1"u8.ToArray(), "3"u8.ToArray()], fields.Get("foo"));
        Assert.Equal(HeaderError.None, fields.GetAndDelete("foo", out byte[][] values));
        Assert.Equal(2, values.Length);
        Assert.False(fields.Has("foo"));
    }

    [Fact]
    public void SettingReplacesInPlace()
    {
        Assert.Equal(HeaderError.None, HttpFields.FromList([("a", "1"u8.ToArray()), ("b", "2"u8.ToArray()), ("A", "3"u8.ToArray())], out HttpFields fields));
        Assert.Equal(HeaderError.None, fields.Set("a", ["x"u8.ToArray(), "y"u8.ToArray()]));
        Assert.Equal(["a", "a", "b"], fields.Entries.Select(entry => entry.Name));
        Assert.Equal(HeaderError.None, fields.Set("a", []));
        Assert.False(fields.Has("a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("voilà")]
    [InlineData("hey ho")]
    [InlineData("(what)")]
    [InlineData("a:b")]
    [InlineData("a\n")]
    public void WrongNamesAreRefused(string name)
    {
        HttpFields fields = new();
        Assert.Equal(HeaderError.InvalidSyntax, fields.Append(name, []));
        Assert.Equal(HeaderError.InvalidSyntax, fields.Set(name, []));
        Assert.Equal(HeaderError.InvalidSyntax, fields.Delete(name));
        Assert.False(fields.Has(name));
        Assert.Empty(fields.Get(name));
    }

    [Fact]
    public void ValuesCannotEndALine()
    {
        for (int b = 0; b < 256; b++)
        {
            bool isValid = b is '\t' or (>= 32 and not 127);
            Assert.Equal(isValid ? HeaderError.None : HeaderError.InvalidSyntax, new HttpFields().Append("foo", [(byte)'x', (byte)b]));
        }
    }

    [Theory]
    [InlineData("Connection")]
    [InlineData("transfer-encoding")]
    [InlineData("HOST")]
    public void FieldsOfTheConnectionAreForbidden(string name)
    {
        Assert.Equal(HeaderError.Forbidden, new HttpFields().Append(name, []));
        Assert.Equal(HeaderError.Forbidden, HttpFields.FromList([(name, [])], out _));
        Assert.Empty(HttpFields.Received([(name, [])]).Entries);
    }

    [Fact]
    public void FrozenOnesStayAndTheirClonesDoNot()
    {
        HttpFields fields = new();
        Assert.Equal(HeaderError.None, fields.Append("a", []));
        _ = fields.Freeze();
        Assert.Equal(HeaderError.Immutable, fields.Append("a", []));
        Assert.Equal(HeaderError.Immutable, fields.Set("a", []));
        Assert.Equal(HeaderError.Immutable, fields.Delete("a"));
        HttpFields clone = fields.Clone();
        Assert.Equal(HeaderError.None, clone.Delete("a"));
        Assert.True(fields.Has("a"));
    }

    [Fact]
    public void TheyDoNotGrowWithoutEnd()
    {
        HttpFields fields = new();
        byte[] value = new byte[60_000];
        value.AsSpan().Fill((byte)'x');
        Assert.Equal(HeaderError.None, fields.Append("a", value));
        Assert.Equal(HeaderError.None, fields.Append("a", value));
        Assert.Equal(HeaderError.SizeExceeded, fields.Append("a", value));
        Assert.Equal(HeaderError.SizeExceeded, fields.Set("a", [value, value, value]));
        Assert.Equal(HeaderError.None, fields.Set("a", [value]));
        Assert.Equal(HeaderError.None, fields.Append("b", value));
    }

    [Theory]
    [InlineData("example.com", true)]
    [InlineData("localhost:80", true)]
    [InlineData("user:pass%20@localhost:80", true)]
    [InlineData("[2001:db8::1]:80", true)]
    [InlineData("::", false)]
    [InlineData(":@", false)]
    [InlineData("@@", false)]
    [InlineData("@:", false)]
    [InlineData(" ", false)]
    [InlineData("", false)]
    [InlineData("#", false)]
    [InlineData("[", false)]
    [InlineData("localhost:what", false)]
    [InlineData("localhost:70000", false)]
    [InlineData("a/b", false)]
    public void AuthoritiesAreHostsAndPorts(string text, bool expected) => Assert.Equal(expected, HttpSyntax.IsAuthority(text));
}
