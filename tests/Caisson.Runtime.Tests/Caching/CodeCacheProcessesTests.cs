using System.Diagnostics;

namespace Caisson.Runtime.Tests.Caching;

/// <summary>Several processes at one folder, some of which die at any moment.</summary>
public sealed class CodeCacheProcessesTests
{
    private const string FolderVariable = "CAISSON_TEST_CACHE_WRITER";

    private const int Keys = 8, Rounds = 6, EntryBytes = 300_000;

    [Fact]
    public async Task Readers_see_whole_entries_while_writers_are_killed()
    {
        using var folder = new TemporaryCache(maxBytes: (Keys - 2) * (EntryBytes + 100));
        using var stop = new CancellationTokenSource();
        Task<int> reader = Task.Run(() => Read(folder.Cache, stop.Token));
        var random = new Random(17);
        for (int round = 0; round < Rounds; round++)
        {
            using Process one = Start(folder.Cache.Directory), other = Start(folder.Cache.Directory);
            await WhileItWrites(one);
            await WhileItWrites(other);
            await Task.Delay(random.Next(60));
            one.Kill();
            await Task.Delay(random.Next(10));
            other.Kill();
            await one.WaitForExitAsync();
            await other.WaitForExitAsync();
        }
        await stop.CancelAsync();
        Assert.True(await reader > 0, "some entry was read");

        // Nobody that died is in the way.
        folder.Cache.Clear();
        for (int key = 0; key < Keys; key++) folder.Add(Key(key), Content(key));
    }

    /// <summary>Makes, evicts and removes entries until it is killed, or a minute has passed.</summary>
    [Fact]
    public void Process_that_is_killed()
    {
        string? directory = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(directory is null, "this is for the process of another test");
        var cache = new CodeCache(CodeCacheOptions.Default with { Directory = directory, MaxBytes = (Keys - 2) * (EntryBytes + 100) });
        var random = new Random(Environment.ProcessId);
        Console.WriteLine("writes");
        for (var time = Stopwatch.StartNew(); time.Elapsed < TimeSpan.FromMinutes(1);)
        {
            int key = random.Next(Keys);
            if (random.Next(4) == 0) cache.Remove(Key(key));
            using EntryWriter? writer = cache.TryBegin(Key(key), "label");
            if (writer is null) continue;
            using (FileStream file = File.Create(writer.TemporaryPath))
                foreach (byte[] part in Content(key).Chunk(10_000)) file.Write(part);
            writer.Commit();
        }
    }

    private static int Read(CodeCache cache, CancellationToken stop)
    {
        int read = 0;
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            int key = i % Keys;
            if (TryRead(cache.Find(Key(key))) is not { } bytes) continue;
            cache.CountHit(Key(key));
            Assert.Equal(Content(key), bytes);
            read++;
        }
        return read;
    }

    /// <summary>An entry may be evicted between being found and being read.</summary>
    private static byte[]? TryRead(string? path)
    {
        try
        {
            return path is null ? null : File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static string Key(int key) => $"{key:x8}";

    private static byte[] Content(int key) => [.. Enumerable.Range(0, EntryBytes).Select(i => (byte)(i * (key + 3) >> 4))];

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, typeof(CodeCacheProcessesTests).Assembly.GetName().Name + ".dll"));
        start.ArgumentList.Add("-method");
        start.ArgumentList.Add($"{typeof(CodeCacheProcessesTests).FullName}.{nameof(Process_that_is_killed)}");
        start.ArgumentList.Add("-showliveoutput");
        start.Environment[FolderVariable] = folder;
        return Process.Start(start)!;
    }

    private static async Task WhileItWrites(Process process)
    {
        string? line;
        do line = await process.StandardOutput.ReadLineAsync();
        while (line?.Contains("writes", StringComparison.Ordinal) == false);
        Assert.NotNull(line);
    }
}
