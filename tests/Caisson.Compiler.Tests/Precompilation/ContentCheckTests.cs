using Caisson.Compiler.Precompilation;
using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Precompilation;

/// <summary>Large modules in files are compared with their entries once, and again when either has changed.</summary>
public sealed class ContentCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-check-").FullName;

    private string Wasm => Path.Combine(_folder, "large.wasm");

    private string Notes => Path.Combine(_folder, "cache");

    public ContentCheckTests() => File.WriteAllBytes(Wasm, Large("i32.add"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_compared_is_not_read_again_until_it_changes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells when a file has changed");
        CodeCache cache = Open();
        Assert.Equal((false, 5), Add(cache));
        await CodeCacheFiller.FillAsync(cache, TestContext.Current.CancellationToken);
        await SettleAsync();
        Assert.Equal((true, 5), Add(cache));
        string note = Assert.Single(Directory.GetFiles(Notes, "*.checked")), entry = Assert.Single(Directory.GetFiles(Notes, "*.code"));

        var state = FileState.Of(Wasm)!;
        CheckedContent known = cache.FindChecked(state)!;
        Assert.Equal(new WasmContent(File.ReadAllBytes(Wasm)).Fingerprint(), known.Fingerprint);
        Assert.Equal(FileState.Of(entry), known.Entry);
        Assert.Contains(state.Name, note, StringComparison.Ordinal);

        // Of what isn't read nobody knows that it is another.
        using ImageFile image = ImageFile.Open(entry);
        var other = new WasmContent(Large("i32.sub"));
        using WasmContent wasm = WasmContent.TryOpen(Wasm)!;
        Assert.Null(image.Problem(other, new ContentCheck(cache, wasm)));
        Assert.NotNull(image.Problem(other));
        cache.Clear();
        Assert.NotNull(image.Problem(other, new ContentCheck(cache, wasm)));
        Assert.Empty(Directory.GetFiles(Notes, "*.checked"));
    }

    [Fact]
    public async Task A_file_that_was_changed_in_its_place_is_another()
    {
        CodeCache cache = Open();
        Add(cache);
        await CodeCacheFiller.FillAsync(cache, TestContext.Current.CancellationToken);
        await SettleAsync();
        Assert.Equal((true, 5), Add(cache));

        DateTime written = File.GetLastWriteTimeUtc(Wasm);
        using (FileStream file = File.OpenWrite(Wasm)) file.Write(Large("i32.sub"));
        File.SetLastWriteTimeUtc(Wasm, written);
        Assert.Equal((false, -1), Add(cache));
    }

    [Fact]
    public async Task An_entry_that_a_process_had_before_and_does_not_read_is_not_remembered()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells when a file has changed");
        CodeCache cache = Open();
        Add(cache);
        await CodeCacheFiller.FillAsync(cache, TestContext.Current.CancellationToken);
        Assert.Equal((true, 5), Add(cache));
        string entry = Assert.Single(Directory.GetFiles(Notes, "*.code"));
        using (var file = new FileStream(entry, FileMode.Open))
        {
            // In the megabyte that means nothing: this process has the file mapped.
            file.Position = file.Length / 2;
            int before = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(before ^ 1));
        }
        await SettleAsync();
        Add(cache);
        Assert.False(cache.FindChecked(FileState.Of(Wasm)!) is { } known && known.Entry.Equals(FileState.Of(entry)));
    }

    [Fact]
    public void What_has_only_just_changed_is_not_remembered()
    {
        CodeCache cache = Open();
        using WasmContent wasm = WasmContent.TryOpen(Wasm)!;
        Assert.False(new ContentCheck(cache, wasm).Remembers(FileState.Of(Wasm)));
    }

    [Fact]
    public async Task A_note_of_another_start_of_the_system_or_of_another_file_tells_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells when a file has changed");
        FileState state = FileState.Of(Wasm)!;
        var content = new CheckedContent(new WasmContent(Large("i32.add")).Fingerprint(), state);
        byte[] bytes = content.ToBytes(state)!;
        Assert.Equal(content, CheckedContent.Read(bytes, state));
        for (int i = 0; i < 2 * FileState.Size; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= 1;
            if (CheckedContent.Read(changed, state) is not null) Assert.InRange(i, bytes.Length - FileState.Size - Hash128.Bytes, bytes.Length);
        }
        Assert.Null(CheckedContent.Read(bytes.AsSpan(1), state));
        await Task.Delay(20, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(Wasm, File.GetLastWriteTimeUtc(Wasm));
        Assert.Null(CheckedContent.Read(bytes, FileState.Of(Wasm)!));
    }

    /// <summary>A small module that ends in a megabyte that means nothing.</summary>
    private static byte[] Large(string operation)
    {
        const int Padding = 1 << 20;
        byte[] size = [0x80 | (Padding & 0x7F), 0x80 | ((Padding >> 7) & 0x7F), Padding >> 14];
        byte[] text = new byte[Padding];
        text[0] = 1;
        text[1] = (byte)'p';
        return [.. WatParser.Parse($"""(module (func (export "f") (param i32 i32) (result i32) ({operation} (local.get 0) (local.get 1))))"""), 0, .. size, .. text];
    }

    private static Task SettleAsync() => Task.Delay(TimeSpan.FromSeconds(3.5), TestContext.Current.CancellationToken);

    private CodeCache Open() => new(CodeCacheOptions.Default with { Directory = Notes, Filling = CacheFilling.Deferred });

    private (bool IsPrecompiled, int Result) Add(CodeCache cache)
    {
        Module module = new Engine(EngineOptions.Default with { Cache = cache }).CompileFile(Wasm);
        return (module.IsPrecompiled, module.Instantiate().GetFunction<Func<int, int, int>>("f")(2, 3));
    }
}
