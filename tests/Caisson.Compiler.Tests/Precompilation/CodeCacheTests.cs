using Caisson.Compiler.Precompilation;
using Caisson.Runtime;
using Caisson.Wasm;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Precompilation;

/// <summary>Engines with a cache: what is found is used, what is missing is made, and what is damaged does no harm.</summary>
public sealed class CodeCacheTests : IDisposable
{
    private const string Add = """(module $sum (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))""";

    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-cache-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_missing_is_made_and_found_by_the_next()
    {
        CodeCache first = Open();
        Assert.False(Run(first).IsPrecompiled);
        Assert.Equal((0, 1, 1, 1), (first.Hits, first.Misses, first.Asked, first.WantedCount));
        Assert.Equal(1, await CodeCacheFiller.FillAsync(first, TestContext.Current.CancellationToken));
        Assert.Equal(0, first.WantedCount);

        CodeCache second = Open();
        Assert.True(Run(second).IsPrecompiled);
        Assert.Equal((1, 0, 0), (second.Hits, second.Misses, second.Asked));
        CodeCacheEntry entry = Assert.Single(second.List());
        Assert.StartsWith("a file (sum)", entry.Label, StringComparison.Ordinal);
        Assert.Equal(1, entry.Uses);
        Assert.Equal(0, await CodeCacheFiller.FillAsync(second, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_is_missing_is_made_in_the_background()
    {
        CodeCache cache = Open(CacheFilling.Background);
        Run(cache);
        Assert.True(SpinWait.SpinUntil(() => cache.List().Count == 1 && cache.WantedCount == 0, TimeSpan.FromMinutes(2)));
        Assert.True(Run(cache).IsPrecompiled);
    }

    [Fact]
    public void Nothing_is_made_where_nobody_wants_that()
    {
        CodeCache cache = Open(CacheFilling.Never);
        Run(cache);
        Assert.Equal((1, 0), (cache.Misses, cache.WantedCount));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    [InlineData(1.0)]
    public async Task Damaged_entry_is_deleted_and_made_again(double place)
    {
        CodeCache cache = await FilledAsync();
        string path = cache.List()[0].Path;
        byte[] bytes = File.ReadAllBytes(path);
        bytes[(int)(place * (bytes.Length - 1))] ^= 1;
        File.WriteAllBytes(path, bytes);
        await AssertIsMadeAgainAsync(cache);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    public async Task Truncated_entry_is_deleted_and_made_again(double part)
    {
        CodeCache cache = await FilledAsync();
        string path = cache.List()[0].Path;
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(int)(part * bytes.Length)]);
        await AssertIsMadeAgainAsync(cache);
    }

    [Fact]
    public async Task Code_of_another_module_under_the_same_key_is_not_run()
    {
        CodeCache cache = await FilledAsync();
        string path = cache.List()[0].Path;
        new Engine(EngineOptions.Default with { Cache = cache }).CompileText(Add.Replace("i32.add", "i32.sub", StringComparison.Ordinal));
        await CodeCacheFiller.FillAsync(cache, TestContext.Current.CancellationToken);
        string other = cache.List().Select(entry => entry.Path).Single(entry => entry != path);
        File.Copy(other, path, overwrite: true);
        await AssertIsMadeAgainAsync(cache);
    }

    [Fact]
    public async Task File_is_what_it_is_when_it_is_compiled()
    {
        CodeCache cache = await FilledAsync();
        string file = Path.Combine(_folder, "add.wasm");
        File.WriteAllBytes(file, WatParser.Parse(Add));
        var engine = new Engine(EngineOptions.Default with { Cache = cache });
        Assert.True(engine.CompileFile(file).IsPrecompiled);
        DateTime written = File.GetLastWriteTimeUtc(file);
        File.WriteAllBytes(file, WatParser.Parse(Add.Replace("i32.add", "i32.sub", StringComparison.Ordinal)));
        File.SetLastWriteTimeUtc(file, written);
        Module changed = engine.CompileFile(file);
        Assert.False(changed.IsPrecompiled);
        Assert.Equal(-1, changed.Instantiate().GetFunction<Func<int, int, int>>("add")(2, 3));
        Assert.Equal(1, await CodeCacheFiller.FillAsync(cache, TestContext.Current.CancellationToken));
        Assert.True(engine.CompileFile(file).IsPrecompiled);
    }

    [Fact]
    public async Task Entry_that_was_made_anew_is_as_good_to_a_process_that_has_the_old_one()
    {
        CodeCache cache = await FilledAsync();
        Assert.True(Run(cache).IsPrecompiled);
        cache.Clear();
        Assert.False(Run(cache).IsPrecompiled);
        await CodeCacheFiller.FillAsync(cache, TestContext.Current.CancellationToken);
        Assert.True(Run(cache).IsPrecompiled);
        Assert.Single(cache.List());
    }

    [Fact]
    public async Task Settings_that_code_depends_on_have_entries_of_their_own()
    {
        CodeCache cache = await FilledAsync();
        EngineOptions options = EngineOptions.Default with { Cache = cache };
        EngineOptions[] different = [options with { Fuel = 1000 }, options with { Interruption = false }, options with { MemoryChecks = MemoryChecks.Explicit }, options with { Features = Features.Wasm3 }];
        foreach (EngineOptions its in different) Assert.False(Run(its).IsPrecompiled);
        Assert.Equal(different.Length, await CodeCacheFiller.FillAsync(cache, TestContext.Current.CancellationToken));
        foreach (EngineOptions its in different) Assert.True(Run(its).IsPrecompiled);
        Assert.True(Run(options with { MaxMemoryBytes = 1 << 20, MaxStackBytes = 1 << 18 }).IsPrecompiled);
    }

    [Fact]
    public void What_is_invalid_is_told_and_not_kept()
    {
        CodeCache cache = Open();
        Assert.Throws<InvalidException>(() => new Engine(EngineOptions.Default with { Cache = cache }).CompileText("(module (func (result i32)))"));
        Assert.Equal(0, cache.WantedCount);
    }

    [Fact]
    public async Task Canceled_work_stays_to_be_done()
    {
        CodeCache cache = Open();
        Run(cache);
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CodeCacheFiller.FillAsync(cache, cancellation.Token));
        Assert.Equal(1, cache.WantedCount);
        Assert.Equal(1, await CodeCacheFiller.FillAsync(cache, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_of_several_makes_an_entry()
    {
        CodeCache cache = Open();
        Run(cache);
        int?[] made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => CodeCacheFiller.FillAsync(cache))));
        Assert.Equal(1, made.Sum(count => count ?? 0));
        Assert.Single(cache.List());
    }

    [Fact]
    public async Task Folder_that_cannot_be_written_costs_nothing_but_the_code()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        var cache = new CodeCache(CodeCacheOptions.Default with { Directory = Path.Combine(_folder, "file", "cache"), Filling = CacheFilling.Deferred });
        Assert.False(Run(cache).IsPrecompiled);
        Assert.Equal(0, cache.Asked);
        Assert.Equal(0, await CodeCacheFiller.FillAsync(cache, TestContext.Current.CancellationToken));
    }

    private CodeCache Open(CacheFilling filling = CacheFilling.Deferred) =>
        new(CodeCacheOptions.Default with { Directory = Path.Combine(_folder, "cache"), Filling = filling, Label = "a file" });

    private async Task<CodeCache> FilledAsync()
    {
        CodeCache cache = Open();
        Run(cache);
        Assert.Equal(1, await CodeCacheFiller.FillAsync(cache, TestContext.Current.CancellationToken));
        return cache;
    }

    /// <summary>Of the only entry that was asked for.</summary>
    private static async Task AssertIsMadeAgainAsync(CodeCache cache)
    {
        int before = cache.List().Count;
        Assert.False(Run(cache).IsPrecompiled);
        Assert.Equal((before - 1, 1), (cache.List().Count, cache.WantedCount));
        Assert.Equal(1, await CodeCacheFiller.FillAsync(cache, TestContext.Current.CancellationToken));
        Assert.True(Run(cache).IsPrecompiled);
    }

    private static Module Run(CodeCache cache) => Run(EngineOptions.Default with { Cache = cache });

    private static Module Run(EngineOptions options)
    {
        Module module = new Engine(options).Compile(WatParser.Parse(Add));
        Assert.Equal(5, module.Instantiate().GetFunction<Func<int, int, int>>("add")(2, 3));
        return module;
    }
}
