namespace Caisson.Cli;

/// <summary>
/// Where the command itself writes: results to <paramref name="Out"/>, everything else to <paramref name="Error"/>. A guest's
/// own streams don't pass through here.
/// </summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="OutIsRich">Whether a person with colours and tables reads <paramref name="Out"/>.</param>
/// <param name="ErrorIsRich">Whether a person with colours reads <paramref name="Error"/>.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool OutIsRich, bool ErrorIsRich)
{
    /// <summary>The streams of this process. Colour only on a terminal, and never against <c>NO_COLOR</c>.</summary>
    public static Terminal OfProcess()
    {
        bool colour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Terminal(Console.Out, Console.Error, colour && !Console.IsOutputRedirected, colour && !Console.IsErrorRedirected);
    }
}
