namespace Caisson.Cli;

/// <summary>
/// Where the command itself writes: results to <see cref="Out"/>, everything else to <see cref="Error"/>. A guest's own streams don't
/// pass through here, so most runs write nothing: the console is set up when it is first needed.
/// </summary>
internal sealed class Terminal
{
    /// <summary>Colour only on a terminal, and never against <c>NO_COLOR</c>.</summary>
    private readonly bool _hasColour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    private TextWriter? _out, _error;

    /// <summary>Standard output.</summary>
    public TextWriter Out => _out ??= Console.Out;

    /// <summary>Standard error.</summary>
    public TextWriter Error => _error ??= Console.Error;

    /// <summary>Whether a person with colours and tables reads <see cref="Out"/>.</summary>
    public bool OutIsRich => _hasColour && !Console.IsOutputRedirected;

    /// <summary>Whether a person with colours reads <see cref="Error"/>.</summary>
    public bool ErrorIsRich => _hasColour && !Console.IsErrorRedirected;

    /// <summary>Writes what is still in a buffer.</summary>
    public void Flush() => _out?.Flush();
}
