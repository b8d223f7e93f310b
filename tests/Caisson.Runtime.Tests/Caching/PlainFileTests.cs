using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Caisson.Runtime.Tests.Caching;

/// <summary>Files that are read without the framework, and what is left to it.</summary>
public sealed class PlainFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-plain-").FullName;

    [Theory]
    [InlineData("plain")]
    [InlineData("Straße \U0001F600")]
    public void What_was_written_is_read(string name)
    {
        string path = Path.Combine(_folder, name);
        byte[] content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];
        File.WriteAllBytes(path, content);
        using SafeFileHandle file = PlainFile.OpenToRead(path);
        Assert.Equal(content.Length, PlainFile.Length(file));
        var all = new byte[content.Length + 10];
        Assert.Equal(content.Length, PlainFile.Read(file, all, 0));
        Assert.Equal(content, all[..content.Length]);
        Assert.Equal(10, PlainFile.Read(file, all.AsSpan(0, 10), 500));
        Assert.Equal(content[500..510], all[..10]);
        Assert.Equal(3, PlainFile.Read(file, all, content.Length - 3));
        Assert.Equal(0, PlainFile.Read(file, all, content.Length + 3));
        Assert.Equal(0, PlainFile.Read(file, [], 0));
    }

    [Fact]
    public void Bytes_change_where_they_are_written()
    {
        string path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "hello");
        using (SafeFileHandle file = PlainFile.OpenToChange(path)) PlainFile.Write(file, "LL"u8, 2);
        Assert.Equal("heLLo", File.ReadAllText(path));
        using (SafeFileHandle file = PlainFile.OpenToRead(path)) Assert.ThrowsAny<UnauthorizedAccessException>(() => PlainFile.Write(file, "x"u8, 0));
    }

    [Fact]
    public void Errors_are_the_framework_s()
    {
        string missing = Path.Combine(_folder, "missing"), path = Path.Combine(_folder, "file");
        Assert.Equal(missing, Assert.Throws<FileNotFoundException>(() => PlainFile.OpenToRead(missing)).FileName);
        Assert.Throws<FileNotFoundException>(() => PlainFile.OpenToChange(missing));
        Assert.Throws<UnauthorizedAccessException>(() => PlainFile.OpenToRead(_folder));
        Assert.Throws<UnauthorizedAccessException>(() => PlainFile.OpenToChange(_folder));
        File.WriteAllText(path, "hello");
        Assert.Throws<ArgumentException>(() => PlainFile.OpenToRead(path + "\0x"));
        Assert.Throws<ArgumentException>(() => PlainFile.OpenToChange(path + "\0x"));
        using var exclusive = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.ThrowsAny<IOException>(() => PlainFile.OpenToRead(path));
    }

    [Fact]
    public void Who_reads_keeps_programs_that_ask_from_writing()
    {
        string path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "hello");
        using (PlainFile.OpenToRead(path))
        using (PlainFile.OpenToRead(path))
        {
            Assert.ThrowsAny<IOException>(() => new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose());
        }
        new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
    }

    [Fact]
    public void Folders_are_no_files()
    {
        string path = Path.Combine(_folder, "file");
        Assert.False(PlainFile.Exists(path));
        File.WriteAllText(path, "");
        Assert.True(PlainFile.Exists(path));
        Assert.False(PlainFile.Exists(_folder));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(9UL)]
    [InlineData(10UL)]
    [InlineData(65536UL)]
    [InlineData(ulong.MaxValue)]
    public void Numbers_have_the_digits_that_they_have(ulong number) => Assert.Equal(number.ToString(CultureInfo.InvariantCulture), Digits.Of(number));

    [Theory]
    [InlineData("\0asm\u0001\0\0\0", true)]
    [InlineData("\0asm\u0002\0\0\0more", true)]
    [InlineData("\0asm\r\0\u0001\0", false)]
    [InlineData("(module)", false)]
    [InlineData("\0as", false)]
    [InlineData("", false)]
    public void Binary_modules_are_known_by_how_they_begin(string content, bool expected)
    {
        string path = Path.Combine(_folder, "file");
        File.WriteAllText(path, content);
        Assert.Equal(expected, Module.IsBinary(path));
    }

    [Fact]
    public void What_can_t_be_read_twice_is_no_binary_module()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no /dev/null");
        Assert.False(Module.IsBinary("/dev/null"));
        Assert.Throws<FileNotFoundException>(() => Module.IsBinary(Path.Combine(_folder, "missing")));
    }

    /// <summary>Deletes what the tests made.</summary>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
