using Caisson.Cli.Commands;
using Caisson.Cli.Output;

namespace Caisson.Cli.CommandLine;

/// <summary>
/// Reads the command line of a verb. Options stand anywhere, as <c>--name value</c> or <c>--name=value</c>; nothing after <c>--</c>
/// is one, and for a verb that runs a guest nothing after FILE: that is the guest's, even what looks like an option of ours.
/// </summary>
internal static class CommandLineParser
{
    /// <summary>Whether an argument asks for help.</summary>
    public static bool AsksForHelp(string argument) => argument is "--help" or "-h" or "-?";

    /// <summary>Reads what follows the verb.</summary>
    /// <returns>What it says, or null when it asks for help.</returns>
    /// <exception cref="Failure">It can't be understood: where and why.</exception>
    public static ParseResult? Parse(Verb verb, ReadOnlySpan<string> arguments)
    {
        var result = new ParseResult();
        bool isFenced = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            if (isFenced || argument.Length < 2 || argument[0] != '-')
            {
                result.Add(argument);
                isFenced |= verb is IHasGuest;
            }
            else if (argument == "--")
            {
                isFenced = true;
            }
            else if (AsksForHelp(argument))
            {
                return null;
            }
            else
            {
                i += ReadOption(verb, argument, arguments[(i + 1)..], result);
            }
        }

        return UsageErrors.OfArguments(verb, result.Arguments) is { } wrong ? throw wrong : result;
    }

    /// <summary>Reads one option.</summary>
    /// <returns>How many of the arguments after it are its value.</returns>
    private static int ReadOption(Verb verb, string argument, ReadOnlySpan<string> rest, ParseResult result)
    {
        int split = argument.IndexOf('=', StringComparison.Ordinal);
        string name = split < 0 ? argument : argument[..split];
        Option option = Find(verb, name) ?? throw UsageErrors.UnknownOption(name, verb);
        if (result.Has(option) && !option.IsRepeatable) throw UsageErrors.Twice(option, verb);
        if (!option.TakesValue && split >= 0) throw UsageErrors.NoValueTaken(option, verb);
        if (split < 0 && option.TakesValue && rest.IsEmpty) throw UsageErrors.NoValue(option, verb);
        bool takesNext = split < 0 && option.TakesValue;
        result.Add(option, takesNext ? rest[0] : argument[(split + 1)..]);
        return takesNext ? 1 : 0;
    }

    private static Option? Find(Verb verb, string name)
    {
        foreach (Option option in verb.Options)
        {
            if (option.IsCalled(name)) return option;
        }

        return null;
    }
}

/// <summary>A verb whose last argument is a program and the program's own arguments.</summary>
internal interface IHasGuest;
