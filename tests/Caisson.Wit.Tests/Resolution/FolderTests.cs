using Caisson.Wit.Encoding;
using static Caisson.Wit.Tests.Packages;

namespace Caisson.Wit.Tests.Resolution;

/// <summary>Packages in the file system. component-model: Filesystem structure</summary>
public sealed class FolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-wit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_is_a_package_and_deps_are_those_it_depends_on()
    {
        Write("wit/a.wit", "package a:b; interface i { use c:d/e.{t}; use f:g/h.{u}; use k:l/m.{v}; }");
        Write("wit/b.wit", "interface j {}");
        Write("wit/read.me", "{");
        Write("wit/sub/x.wit", "{");
        Write("wit/deps/one.wit", "package c:d; interface e { type t = u8; }");
        Write("wit/deps/two/x.wit", "package f:g; interface h { use c:d/e.{t}; type u = t; }");
        Write("wit/deps/two/deps/x.wit", "{");
        Write("wit/deps/empty/notes.txt", "{");
        File.WriteAllBytes(Path.Combine(_folder, "wit/deps/three.wasm"), WitEncoder.Encode(Valid("package k:l; interface m { type v = u8; }")));
        WitResolution all = WitResolver.Resolve(WitInput.FromPath(Path.Combine(_folder, "wit")));
        Assert.Equal(["c:d", "f:g", "k:l", "a:b"], all.Packages.Select(package => package.Name.ToString()));
        Assert.Equal(2, all.Main.Interfaces.Count);
    }

    [Fact]
    public void A_file_is_a_package_and_other_folders_can_be_named()
    {
        Write("a.wit", "package a:b; interface i { use c:d/e.{t}; }");
        Write("others/c.wit", "package c:d; interface e { type t = u8; }");
        string file = Path.Combine(_folder, "a.wit");
        Assert.Throws<WitException>(() => WitResolver.Resolve(WitInput.FromPath(file)));
        Assert.Equal(2, WitResolver.Resolve(WitInput.FromPath(file, Path.Combine(_folder, "others"))).Packages.Count);
    }

    [Fact]
    public void A_folder_without_files_is_no_package()
    {
        WitException error = Assert.Throws<WitException>(() => WitInput.FromPath(_folder));
        Assert.StartsWith("there is no `.wit` file in the folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_UTF_8()
    {
        File.WriteAllBytes(Path.Combine(_folder, "a.wit"), System.Text.Encoding.Latin1.GetBytes("package a:b; // ä"));
        Assert.StartsWith("the file is not UTF-8", Assert.Throws<WitException>(() => WitInput.FromPath(Path.Combine(_folder, "a.wit"))).Message, StringComparison.Ordinal);
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
