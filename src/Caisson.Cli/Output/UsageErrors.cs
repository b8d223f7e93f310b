using Caisson.Cli.CommandLine;
using Caisson.Cli.Commands;

namespace Caisson.Cli.Output;

/// <summary>What can be wrong with a command line, each with a hint.</summary>
internal static class UsageErrors
{
    /// <summary>Too few or too many arguments; null when there are as many as the verb takes.</summary>
    public static Failure? OfArguments(Verb verb, IReadOnlyList<string> arguments) =>
        arguments.Count == 0 && !verb.Argument.IsOptional ? Wrong($"`{verb.Name}` needs {verb.Argument.HelpName}", Usage(verb))
        : arguments.Count > 1 && !verb.Argument.IsRepeatable ? Wrong($"`{arguments[1]}` is one argument too many for `{verb.Name}`", Usage(verb))
        : null;

    /// <summary>A name that no option has.</summary>
    public static Failure UnknownOption(string name, Verb verb)
    {
        IEnumerable<string> known = verb.Options.SelectMany(option => option.Aliases.Prepend(option.Name));
        return Wrong($"unknown option `{name}`", Suggestion.For(name, known) is { } nearest ? $"did you mean `{nearest}`?" : Usage(verb));
    }

    /// <summary>An option whose value is missing.</summary>
    public static Failure NoValue(Option option, Verb verb) => Wrong($"{option.Name} needs {option.HelpName}", Usage(verb));

    /// <summary>An option with a value that it doesn't take.</summary>
    public static Failure NoValueTaken(Option option, Verb verb) => Wrong($"{option.Name} takes no value", Usage(verb));

    /// <summary>An option that stands there once more than it may.</summary>
    public static Failure Twice(Option option, Verb verb) => Wrong($"{option.Name} is there twice", Usage(verb));

    /// <summary>A value that is no number, or too large.</summary>
    public static Failure NoNumber(Option option, string value) => BadValue(option.Name, value, "write a whole number");

    /// <summary>A value that an option can't take.</summary>
    public static Failure BadValue(string option, string value, string expected) =>
        Wrong($"`{value}` is no value for {option}", expected);

    /// <summary>Nothing on the command line.</summary>
    public static Failure NoVerb() => Wrong("which verb?", "`caisson run FILE` runs a program; `caisson --help` lists the verbs");

    /// <summary>A first word that is no verb.</summary>
    public static Failure UnknownVerb(string verb, IEnumerable<string> known)
    {
        if (verb.StartsWith('-')) return Wrong($"unknown option `{verb}`", "see `caisson --help`");
        if (File.Exists(verb)) return Wrong($"unknown verb `{verb}`", $"to run that file: `caisson run {verb}`");
        string? nearest = Suggestion.For(verb, known);
        return Wrong($"unknown verb `{verb}`", nearest is null ? "`caisson --help` lists the verbs" : $"did you mean `{nearest}`?");
    }

    private static string Usage(Verb verb) => $"see `caisson {verb.Name} --help`";

    private static Failure Wrong(string what, string help) => new(ExitCode.Usage, what) { Help = help };
}
