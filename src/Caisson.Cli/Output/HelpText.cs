using System.CommandLine;
using System.CommandLine.Invocation;
using Caisson.Cli.Commands;

namespace Caisson.Cli.Output;

/// <summary>The help: what a verb does, how it is written, its options, and examples to copy.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(command.Description);
        output.WriteLine($"\nUsage: {Usage(command)}");
        Section(output, "Verbs", command.Subcommands.Select(verb => (verb.Name, verb.Description)));
        Section(output, "Options", command.Options.Where(option => !option.Hidden).Select(option => (Label(option), option.Description)));
        Section(output, "Examples", Examples(command).Select(example => (example, (string?)null)));
        return ExitCode.Success;
    }

    private static string Usage(Command command) => command is Verb
        ? $"caisson {command.Name} [options] {string.Join(' ', command.Arguments.Select(argument => argument.HelpName))}"
        : "caisson VERB [options] …";

    private static IEnumerable<string> Examples(Command command) => command is Verb verb
        ? verb.Examples
        : command.Subcommands.OfType<Verb>().Select(each => each.Examples[0]);

    private static string Label(Option option)
    {
        string names = string.Join(", ", option.Aliases.Where(alias => alias[0] == '-').Order(StringComparer.Ordinal).Append(option.Name).Distinct());
        return option.HelpName is null ? names : $"{names} {option.HelpName}";
    }

    private static void Section(TextWriter output, string title, IEnumerable<(string Name, string? Description)> rows)
    {
        (string Name, string? Description)[] all = [.. rows];
        if (all.Length == 0) return;
        int width = all.Max(row => row.Name.Length);
        output.WriteLine($"\n{title}:");
        foreach ((string name, string? description) in all) output.WriteLine($"  {name.PadRight(width)}  {description}".TrimEnd());
    }
}
