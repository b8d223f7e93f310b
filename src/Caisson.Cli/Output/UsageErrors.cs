using System.CommandLine;
using System.CommandLine.Parsing;

namespace Caisson.Cli.Output;

/// <summary>Turns what the command-line parser did not understand into a <see cref="Failure"/> with a hint.</summary>
internal static class UsageErrors
{
    /// <summary>The first thing that is wrong with a command line; null when nothing is.</summary>
    /// <param name="parsed">What the parser made of it.</param>
    /// <param name="args">The command line itself.</param>
    public static Failure? Find(ParseResult parsed, IEnumerable<string> args)
    {
        Command command = parsed.CommandResult.Command;
        if (FlagWithValue(args, command) is { } flag) return Wrong($"{flag} takes no value", Usage(command));
        if (StrayOption(parsed) is { } option) return UnknownOption(option, command);
        if (parsed.Errors.Count == 0) return null;
        string? stray = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        if (command is RootCommand) return stray is null ? NoVerb() : UnknownVerb(stray, command);
        if (stray is not null) return Wrong($"`{stray}` is one argument too many for `{command.Name}`", Usage(command));
        return parsed.Errors[0].SymbolResult switch
        {
            OptionResult { IdentifierTokenCount: > 1, Option: var known } => Wrong($"{known.Name} is there twice", Usage(command)),
            OptionResult { Tokens: [var value, ..], Option: var known } => BadValue(known.Name, value.Value, "write a whole number"),
            OptionResult { Option: var known } => Wrong($"{known.Name} needs {known.HelpName}", Usage(command)),
            _ => Wrong($"`{command.Name}` needs {command.Arguments[0].HelpName}", Usage(command)),
        };
    }

    /// <summary>An option that is there or not, with a value: the parser takes the value for a positional argument.</summary>
    private static string? FlagWithValue(IEnumerable<string> args, Command command) => args
        .TakeWhile(argument => argument != "--")
        .Where(argument => argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('=', StringComparison.Ordinal))
        .Select(argument => argument[..argument.IndexOf('=', StringComparison.Ordinal)])
        .FirstOrDefault(name => command.Options.Any(option => option.Name == name && option.ValueType == typeof(bool)));

    /// <summary>A token that looks like an option, stands before any <c>--</c>, and is none: the parser takes it for a positional argument.</summary>
    private static string? StrayOption(ParseResult parsed)
    {
        HashSet<Token> fenced = [.. parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash)];
        return parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(result => result.Tokens)
            .Where(token => !fenced.Contains(token))
            .Select(token => token.Value)
            .Concat(parsed.UnmatchedTokens)
            .FirstOrDefault(value => value.StartsWith('-') && value.Length > 1);
    }

    private static Failure UnknownOption(string option, Command command)
    {
        string name = option.Split('=', 2)[0];
        IEnumerable<string> known = command.Options.SelectMany(o => o.Aliases.Prepend(o.Name));
        return Wrong(
            $"unknown option `{name}`",
            Suggestion.For(name, known) is { } nearest ? $"did you mean `{nearest}`?" : Usage(command));
    }

    /// <summary>A value that an option can't take.</summary>
    public static Failure BadValue(string option, string value, string expected) =>
        Wrong($"`{value}` is no value for {option}", expected);

    private static Failure NoVerb() => Wrong("which verb?", "`caisson run FILE` runs a program; `caisson --help` lists the verbs");

    private static Failure UnknownVerb(string verb, Command root)
    {
        if (File.Exists(verb)) return Wrong($"unknown verb `{verb}`", $"to run that file: `caisson run {verb}`");
        string? nearest = Suggestion.For(verb, root.Subcommands.Select(c => c.Name));
        return Wrong($"unknown verb `{verb}`", nearest is null ? "`caisson --help` lists the verbs" : $"did you mean `{nearest}`?");
    }

    private static string Usage(Command command) => command is RootCommand
        ? "see `caisson --help`"
        : $"see `caisson {command.Name} --help`";

    private static Failure Wrong(string what, string help) => new(ExitCode.Usage, what) { Help = help };
}
