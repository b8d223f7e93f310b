namespace Caisson.Cli.Output;

/// <summary>Why the command stops, as one readable block: what failed, where, and what to do. Thrown anywhere, shown in one place.</summary>
/// <param name="exitCode">What the command returns.</param>
/// <param name="what">What failed, in one sentence without a full stop.</param>
internal sealed class Failure(int exitCode, string what) : Exception(what)
{
    /// <summary>What the command returns to the shell.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The file and the position in it.</summary>
    public string? Where { get; init; }

    /// <summary>More lines: missing imports, wasm frames.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>What to do about it.</summary>
    public string? Help { get; init; }

    /// <summary>The block as it stands on standard error.</summary>
    /// <param name="rich">Whether to colour it.</param>
    public string Render(bool rich)
    {
        var text = new System.Text.StringBuilder();
        text.AppendLine($"{Paint("error:", "1;31", rich)} {Message}");
        if (Where is not null) text.AppendLine($"  {Paint("-->", "36", rich)} {Where}");
        foreach (string detail in Details) text.AppendLine($"  {detail}");
        if (Help is not null) text.AppendLine($"  {Paint("help:", "1;32", rich)} {Help}");
        return text.ToString();
    }

    private static string Paint(string text, string colour, bool rich) => rich ? $"\e[{colour}m{text}\e[0m" : text;
}
