using Caisson.Runtime;

namespace Caisson.Wasi.Tests;

public sealed class WasiOptionsTests
{
    [Fact]
    public void A_directory_that_cannot_be_granted_is_named_with_the_reason()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        Exception missing = Assert.Throws<DirectoryNotFoundException>(() => Grant(folder["missing"]));
        Assert.Equal($"cannot open the directory '{folder["missing"]}' that is granted as '/data': it does not exist", missing.Message);
        Exception file = Assert.Throws<DirectoryNotFoundException>(() => Grant(folder["file"]));
        Assert.EndsWith("it is not a directory", file.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_given_to_a_guest_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new WasiPreview1(new WasiOptions { Args = ["a\0b"] }));
        Assert.Throws<ArgumentException>(() => new WasiPreview1(new WasiOptions { Environment = [new("", "x")] }));
        Assert.Throws<ArgumentException>(() => new WasiPreview1(new WasiOptions { Environment = [new("A=B", "x")] }));
        Assert.Throws<ArgumentException>(() => new WasiPreview1(new WasiOptions { Environment = [new("A", "x\0")] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WasiPreview1(new WasiOptions { MaxDescriptors = 2 }));
        Assert.Throws<ArgumentException>(() => new WasiPreview1(new WasiOptions { MaxDescriptors = 3, Preopens = [new WasiPreopen(".", "/")] }));
    }

    [Fact]
    public void Both_versions_are_offered()
    {
        using var wasi = new WasiPreview1(new WasiOptions());
        Imports imports = new Imports().AddWasi(wasi);
        Assert.Equal(46, imports.Count(i => i.Key.Module == "wasi_snapshot_preview1"));
        Assert.Equal(45, imports.Count(i => i.Key.Module == "wasi_unstable"));
        Assert.True(imports.Contains("wasi_snapshot_preview1", "sock_accept"));
        Assert.False(imports.Contains("wasi_unstable", "sock_accept"));
    }

    [Fact]
    public void Disposing_closes_what_the_guest_has_open()
    {
        using var folder = new TemporaryFolder();
        string[] Open() => [.. Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget ?? "").Where(t => t == folder.Root)];
        WasiPreview1 wasi = Grant(folder.Root);
        Assert.Single(Open());
        wasi.Dispose();
        Assert.Empty(Open());
    }

    private static WasiPreview1 Grant(string path) => new(new WasiOptions { Preopens = [new WasiPreopen(path, "/data")] });
}
