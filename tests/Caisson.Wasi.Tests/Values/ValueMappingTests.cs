using System.Net;
using Caisson.Components.Values;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Http;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi.Tests.Values;

public sealed class ValueMappingTests
{
    [Theory]
    [InlineData("127.0.0.1:80", "ipv4({port: 80, address: (127, 0, 0, 1)})")]
    [InlineData("[fe80::1%7]:443", "ipv6({port: 443, flow-info: 0, address: (65152, 0, 0, 0, 0, 0, 0, 1), scope-id: 7})")]
    public void EndPointsGoThereAndBack(string text, string expected)
    {
        var end = IPEndPoint.Parse(text);
        ComponentValue value = NetworkValues.ToValue(end);
        Assert.Equal(expected, value.ToString());
        Assert.Equal(end, NetworkValues.ToEndPoint(value));
    }

    [Fact]
    public void EveryHttpErrorGoesThereAndBack()
    {
        foreach (HttpErrorKind kind in Enum.GetValues<HttpErrorKind>())
        {
            var bare = new HttpError(kind);
            Assert.Equal(bare, HttpValues.ToError(HttpValues.ToValue(bare)));
        }
        HttpError[] full =
        [
            new(HttpErrorKind.DnsError) { Text = "NXDOMAIN", Code = 3 },
            new(HttpErrorKind.TlsAlertReceived) { Text = "bad", Code = 42 },
            new(HttpErrorKind.HttpRequestBodySize) { Size = ulong.MaxValue },
            new(HttpErrorKind.HttpResponseHeaderSectionSize) { Size = 7 },
            new(HttpErrorKind.HttpRequestHeaderSize) { FieldName = "a", Size = 8 },
            new(HttpErrorKind.HttpResponseTrailerSize) { FieldName = "b" },
            new(HttpErrorKind.InternalError) { Text = "why" },
        ];
        Assert.All(full, error => Assert.Equal(error, HttpValues.ToError(HttpValues.ToValue(error))));
    }

    [Fact]
    public void ErrorsHaveNamesInEveryVersion()
    {
        foreach (Errno errno in Enum.GetValues<Errno>().Where(errno => errno != Errno.Success))
        {
            Assert.NotNull(FilesystemErrors.ToEnum(errno).Label);
            Assert.NotEqual("would-block", FilesystemErrors.ToVariant(errno).Label);
        }
        foreach (NetworkError error in Enum.GetValues<NetworkError>().Where(error => error != NetworkError.None))
        {
            Assert.NotNull(NetworkValues.ToEnum(error).Label);
            Assert.NotNull(NetworkValues.ToVariant(error).Label);
            Assert.NotNull(NetworkValues.ToLookupVariant(error).Label);
        }
    }

    [Fact]
    public void MethodsAndSchemesAreNormalised()
    {
        Assert.Equal("GET", HttpValues.ToMethod(ComponentValue.Variant("other", ComponentValue.String("GET"))));
        Assert.Equal("get", HttpValues.ToMethodValue("GET").Label);
        Assert.Equal("other", HttpValues.ToMethodValue("coucou").Label);
        Assert.Null(HttpValues.ToMethod(ComponentValue.Variant("other", ComponentValue.String(""))));
        Assert.Equal("https", HttpValues.ToScheme(ComponentValue.Variant("other", ComponentValue.String("HTTPS"))));
        Assert.Equal("http", HttpValues.ToScheme(ComponentValue.Variant("HTTP")));
        Assert.Null(HttpValues.ToScheme(ComponentValue.Variant("other", ComponentValue.String("1a"))));
    }
}
