using System.Text;
using System.Text.RegularExpressions;
using Caisson.Compiler.Precompilation;
using Caisson.Tests;

namespace Caisson.Cli.Tests.Caching;

/// <summary>Compiled code of one run is used by the next, made meanwhile by a process that nobody waits for.</summary>
public sealed partial class CacheTests : IDisposable
{
    private const string Program = """(module (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))""";

    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-cache-").FullName;

    private string Cache => Path.Combine(_folder, "cache");

    public CacheTests() => File.WriteAllText(Path.Combine(_folder, "add.wat"), Program);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Second_run_uses_what_the_first_left_to_do()
    {
        Assert.Equal("3\n", await RunAddAsync());
        await FillAsync();
        Assert.Equal(0, await UsesAsync());
        Assert.Equal("3\n", await RunAddAsync());
        Assert.Equal(1, await UsesAsync());
        Assert.Equal("3\n", await RunAddAsync("--no-cache"));
        Assert.Equal(1, await UsesAsync());
    }

    [Fact]
    public async Task Large_entry_that_was_changed_after_it_was_checked_is_made_again()
    {
        string[] run = ["run", "--cache", Cache, "--invoke", "add", "large.wasm", "1", "2"];
        await OutputAsync("parse", "add.wat", "-o", "large.wasm");

        // A section that means nothing, of two megabytes: smaller modules are checked each time.
        await File.AppendAllBytesAsync(Path.Combine(_folder, "large.wasm"), [0, 0x80, 0x80, 0x80, 1, 1, (byte)'p', .. new byte[(1 << 21) - 2]], TestContext.Current.CancellationToken);
        Assert.Equal("3\n", await OutputAsync(run));
        await FillAsync();
        await Task.Delay(TimeSpan.FromSeconds(3.5), TestContext.Current.CancellationToken);
        for (int i = 0; i < 3; i++) Assert.Equal("3\n", await OutputAsync(run));
        Assert.Equal(3, await UsesAsync());
        if (OperatingSystem.IsLinux()) Assert.Single(Directory.GetFiles(Cache, "*.checked"));

        using (FileStream entry = new(Directory.GetFiles(Cache, "*.code").Single(), FileMode.Open))
        {
            entry.Position = entry.Length / 2;
            entry.WriteByte(1);
        }
        Assert.Equal("3\n", await OutputAsync(run));
        await FillAsync();
        Assert.Equal(0, await UsesAsync());
    }

    [Fact]
    public async Task Core_modules_of_components_are_kept()
    {
        string component = Path.Combine(Suites.Repository, "samples", "Component", "dice.wasm");
        string[] run = ["run", "--cache", Cache, "--stub", "sample:dice/table", "--invoke", "throw(5, 6)", component];
        string first = await OutputAsync(run);
        await FillAsync();

        // Other dice, but as many.
        Assert.Equal(first.Length, (await OutputAsync(run)).Length);
        string[] entries = [.. (await OutputAsync("cache", "--cache", Cache)).Split('\n').Where(line => line.Contains("dice.wasm", StringComparison.Ordinal))];
        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.Equal("1", Uses().Match(entry).Groups[1].Value));
    }

    [Fact]
    public async Task Without_the_tool_there_is_il_until_there_is()
    {
        Assert.SkipWhen(ReadyToRunCompiler.Find(out string? reason) is null, reason ?? "");
        (string, string) without = (ReadyToRunCompiler.PathVariable, _folder);
        await RunAsync([without], "run", "--cache", Cache, "--invoke", "add", "add.wat", "1", "2");
        await RunAsync([without], "cache", "--cache", Cache, "fill");
        Assert.Contains("no compiler: there is no crossgen2 at", Text(await RunAsync([without], "cache", "--cache", Cache)), StringComparison.Ordinal);
        Assert.Contains("add.wat (IL only)", await OutputAsync("cache", "--cache", Cache), StringComparison.Ordinal);

        Assert.Equal("3\n", await RunAddAsync());
        await FillAsync();
        string list = await OutputAsync("cache", "--cache", Cache);
        Assert.Contains("add.wat", list, StringComparison.Ordinal);
        Assert.DoesNotContain("(IL only)", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_that_fails_is_not_asked_again_and_is_told_of()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the tool of this test is a script");
        string tool = Path.Combine(_folder, "tool");
        File.WriteAllText(tool, $"#!/bin/sh\necho asked >> '{_folder}/log'\necho sorry >&2\nexit 3\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        (string, string) failing = (ReadyToRunCompiler.PathVariable, tool);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("3\n", Text(await RunAsync([failing], "run", "--cache", Cache, "--invoke", "add", "add.wat", "1", "2")));
            await RunAsync([failing], "cache", "--cache", Cache, "fill");
        }
        Assert.Equal("asked\n", File.ReadAllText(Path.Combine(_folder, "log")));
        string list = await OutputAsync("cache", "--cache", Cache);
        Assert.Contains("can't be compiled:", list, StringComparison.Ordinal);
        Assert.Contains("failed with exit code 3: sorry", list, StringComparison.Ordinal);
        Assert.Contains("(IL only)", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clear_deletes_all()
    {
        await RunAddAsync();
        await FillAsync();
        Assert.StartsWith("deleted: ", await OutputAsync("cache", "--cache", Cache, "clear"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Cache));
        Assert.Equal("deleted: 0 bytes\n", await OutputAsync("cache", "--cache", Cache, "trim", "--max-size", "1KiB"));
    }

    [Fact]
    public async Task Folder_that_others_may_write_is_an_error_where_it_was_asked_for_and_a_warning_where_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
        Directory.CreateDirectory(Cache);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Cache, (UnixFileMode)0b111_111_111);
        string[] run = ["--invoke", "add", "add.wat", "1", "2"];
        CommandResult asked = await RunAsync([], ["run", "--cache", Cache, .. run]);
        Assert.Equal((1, ""), (asked.ExitCode, Text(asked)));
        Assert.StartsWith($"error: other users may write to the cache folder {Cache}", Encoding.UTF8.GetString(asked.Error), StringComparison.Ordinal);

        CommandResult found = await RunAsync([("CAISSON_CACHE", Cache)], ["run", .. run]);
        Assert.Equal((0, "3\n"), (found.ExitCode, Text(found)));
        Assert.StartsWith($"warning: compiled code isn't kept: other users may write to the cache folder {Cache}", Encoding.UTF8.GetString(found.Error), StringComparison.Ordinal);
        Assert.Empty((await RunAsync([("CAISSON_CACHE", Cache)], ["run", "--quiet", .. run])).Error);
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
    }

    [Fact]
    public async Task Folder_that_cannot_be_made_fails_no_run()
    {
        CommandResult result = await RunAsync([], "run", "--cache", Path.Combine(_folder, "add.wat", "cache"), "--invoke", "add", "add.wat", "1", "2");
        Assert.Equal((0, "3\n", 0), (result.ExitCode, Text(result), result.Error.Length));
    }

    private Task<string> RunAddAsync(params string[] options) => OutputAsync(["run", "--cache", Cache, .. options, "--invoke", "add", "add.wat", "1", "2"]);

    /// <summary>Waits for the process in the background, or does its work.</summary>
    private Task<string> FillAsync() => OutputAsync("cache", "--cache", Cache, "fill");

    /// <summary>Of the only entry.</summary>
    private async Task<int> UsesAsync()
    {
        string list = await OutputAsync("cache", "--cache", Cache);
        return int.Parse(Uses().Matches(list).Single().Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<string> OutputAsync(params string[] arguments)
    {
        CommandResult result = await RunAsync([], arguments);
        Assert.True(result.ExitCode == 0, Encoding.UTF8.GetString(result.Error));
        return Text(result);
    }

    private Task<CommandResult> RunAsync((string, string)[] environment, params string[] arguments) =>
        CommandLine.RunAsync(_folder, arguments, [], TestContext.Current.CancellationToken, environment: environment);

    private static string Text(CommandResult result) => Encoding.UTF8.GetString(result.Out).ReplaceLineEndings("\n");

    /// <summary>Key, size and uses.</summary>
    [GeneratedRegex(@"^  [0-9a-f]{12}  [0-9.]+ \w+ +([0-9]+)  ", RegexOptions.Multiline)]
    private static partial Regex Uses();
}
