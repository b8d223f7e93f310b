using Caisson.Cli.CommandLine;
using Caisson.Cli.Commands;

namespace Caisson.Cli.Output;

/// <summary>The help: what a verb does, how it is written, its options, and examples to copy.</summary>
internal static class HelpText
{
    /// <summary>Writes the help of the command.</summary>
    public static void Write(IReadOnlyList<Verb> verbs, TextWriter output)
    {
        output.WriteLine("Runs and examines WebAssembly, in pure managed code.");
        output.WriteLine("\nUsage: caisson VERB [options] …");
        Section(output, "Verbs", verbs.Select(verb => (verb.Name, verb.Description)));
        Section(output, "Options", [("-?, -h, --help", "Show help and usage information"), ("--version", "Show version information")]);
        Section(output, "Examples", verbs.Select(verb => (verb.Examples[0], "")));
    }

    /// <summary>Writes the help of a verb.</summary>
    public static void Write(Verb verb, TextWriter output)
    {
        output.WriteLine(verb.Description);
        output.WriteLine($"\nUsage: caisson {verb.Name} [options] {verb.Argument.HelpName}");
        Section(output, "Options", verb.Options.Where(option => !option.Hidden).Select(option => (Label(option), option.Description)));
        Section(output, "Examples", verb.Examples.Select(example => (example, "")));
    }

    private static string Label(Option option)
    {
        string names = string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Append(option.Name));
        return option.HelpName is null ? names : $"{names} {option.HelpName}";
    }

    private static void Section(TextWriter output, string title, IEnumerable<(string Name, string Description)> rows)
    {
        (string Name, string Description)[] all = [.. rows];
        if (all.Length == 0) return;
        int width = all.Max(row => row.Name.Length);
        output.WriteLine($"\n{title}:");
        foreach ((string name, string description) in all) output.WriteLine($"  {name.PadRight(width)}  {description}".TrimEnd());
    }
}
