using System.Diagnostics;

namespace Caisson.Runtime.Tests.Caching;

/// <summary>Folders that others could put code into are refused; those that can't be written cost entries.</summary>
public sealed class CacheDirectoryTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("caisson-cache-").FullName;

    private string Folder => Path.Combine(_parent, "a", "cache");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void Folder_is_made_for_its_user_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes");
            return;
        }
        Open().TryBegin("aa", "")!.Dispose();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Folder_that_others_may_write_is_refused(UnixFileMode right)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes");
            return;
        }
        CodeCache before = Open();
        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | right);
        CodeCacheException refused = Assert.Throws<CodeCacheException>(() => Open());
        Assert.StartsWith($"other users may write to the cache folder {Folder},", refused.Message, StringComparison.Ordinal);
        Assert.Throws<CodeCacheException>(() => before.TryBegin("aa", ""));
    }

    [Fact]
    public void Folder_of_another_user_is_refused_and_that_of_the_administrator_is_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || FileOwner.Current != FileOwner.Root, "only the administrator can give folders away");
        Directory.CreateDirectory(Folder);
        Open();
        using (Process chown = Process.Start("chown", ["65534", Folder])) chown.WaitForExit();
        CodeCacheException refused = Assert.Throws<CodeCacheException>(() => Open());
        Assert.StartsWith($"the cache folder {Folder} belongs to user 65534, and this is user 0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Owners_are_what_the_system_says()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such owners");
            return;
        }
        Assert.True(FileOwner.TryRead(_parent, out uint owner, out UnixFileMode mode, out FileKind kind));
        Assert.Equal((FileOwner.Current, File.GetUnixFileMode(_parent), FileKind.Directory), (owner, mode, kind));
        Assert.True(FileOwner.TryRead("/", out owner, out _, out _));
        Assert.Equal(FileOwner.Root, owner);
        Assert.False(FileOwner.TryRead(Folder, out _, out _, out _));
    }

    [Fact]
    public void File_in_its_place_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder)!);
        File.WriteAllText(Folder, "");
        Assert.Equal($"the cache folder {Folder} is a file", Assert.Throws<CodeCacheException>(() => Open()).Message);
    }

    [Fact]
    public void Folder_that_cannot_be_made_costs_entries()
    {
        File.WriteAllText(Path.Combine(_parent, "a"), "");
        CodeCache cache = Open();
        Assert.Null(cache.Find("aa"));
        Assert.Null(cache.TryBegin("aa", ""));
        Assert.Empty(cache.List());
    }

    private CodeCache Open() => new(CodeCacheOptions.Default with { Directory = Folder });
}
