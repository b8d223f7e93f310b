using System.CommandLine;
using System.Globalization;
using Caisson.Cli.Options;
using Caisson.Cli.Output;
using Caisson.Cli.Running;
using Caisson.Compiler.Precompilation;
using Caisson.Runtime;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson cache</c>: what compiled code is kept, and the way to be rid of it.</summary>
internal sealed class CacheVerb : Verb
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly Terminal _terminal;
    private readonly CacheOption _cache = new();
    private readonly Option<string?> _maxSize = new("--max-size") { HelpName = "SIZE", Description = "With trim: keep no more than SIZE. Default 1GiB." };
    private readonly Option<bool> _detached = new("--detached") { Hidden = true };
    private readonly Argument<string?> _action = new("action") { HelpName = "[list|fill|trim|clear]", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>The verb.</summary>
    public CacheVerb(Terminal terminal)
        : base("cache", "Shows the compiled code that is kept for later runs; compiles what runs left to do (fill), deletes what was long unused (trim) or all (clear).")
    {
        _terminal = terminal;
        Add(_cache);
        Add(_maxSize);
        Add(_detached);
        Add(_action);
        SetAction(Act);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["caisson cache", "caisson cache trim --max-size 256MiB", "caisson cache --cache ./code clear"];

    private int Act(ParseResult parsed)
    {
        string action = parsed.GetValue(_action) ?? "list";
        if (action is not ("list" or "fill" or "trim" or "clear")) throw UsageErrors.BadValue("cache", action, "write `list`, `fill`, `trim` or `clear`");
        long? most = MaxSize(parsed);
        CodeCache cache = _cache.Read(parsed).Open();
        try
        {
            if (action == "list") List(cache);
            else if (action == "fill") return Fill(cache, parsed.GetValue(_detached));
            else _terminal.Out.WriteLine($"deleted: {ByteSize.Format(action == "clear" ? cache.Clear() : cache.Trim(most))}");
        }
        catch (UnauthorizedAccessException)
        {
            throw new Failure(ExitCode.Failed, $"the cache folder {cache.Directory} may not be read");
        }
        return ExitCode.Success;
    }

    private int Fill(CodeCache cache, bool isDetached)
    {
        if (isDetached) FillingProcess.Detach();
        int? made;
        while ((made = CodeCacheFiller.FillAsync(cache).GetAwaiter().GetResult()) is null && !isDetached)
        {
            // Another process is at it: who asks for this wants to know when it is done.
            Thread.Sleep(BetweenLooks);
        }
        _terminal.Out.WriteLine(made is > 0 ? $"compiled: {made}" : "nothing is left to be compiled");
        return ExitCode.Success;
    }

    private long? MaxSize(ParseResult parsed) => parsed.GetValue(_maxSize) is not { } text ? null
        : ByteSize.TryParse(text, out long bytes) ? bytes
        : throw UsageErrors.BadValue(_maxSize.Name, text, "write a number with B, KiB, MiB or GiB, such as `256MiB`");

    private void List(CodeCache cache)
    {
        IReadOnlyList<CodeCacheEntry> entries = cache.List();
        _terminal.Out.WriteLine($"folder: {cache.Directory}");
        _terminal.Out.WriteLine($"size: {ByteSize.Format(entries.Sum(entry => entry.Bytes))} of at most {ByteSize.Format(cache.Options.MaxBytes)}");
        _terminal.Out.WriteLine(ReadyToRunCompiler.Find(out string? reason) is { } compiler ? $"compiler: {compiler.ToolPath}" : $"no compiler: {reason}");
        if (cache.WantedCount is > 0 and var wanted) _terminal.Out.WriteLine($"to be compiled: {wanted}");
        new Sheet("entries", ["key", "size", "uses", "last used", "code of"], [.. entries.Select(Row)]).Write(_terminal);
        new Sheet("can't be compiled", ["key", "why"], [.. cache.ListFailed().Select(failed => (string[])[Short(failed.Key), failed.Label])]).Write(_terminal);
    }

    private static string Short(string key) => key[..Math.Min(key.Length, 12)];

    private static string[] Row(CodeCacheEntry entry) =>
    [
        Short(entry.Key),
        ByteSize.Format(entry.Bytes),
        entry.Uses.ToString(CultureInfo.InvariantCulture),
        entry.LastUsed.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        entry.Label,
    ];
}
