using System.Reflection;
using Caisson.Cli.CommandLine;
using Caisson.Cli.Commands;
using Caisson.Cli.Output;

namespace Caisson.Cli;

/// <summary>The <c>caisson</c> command: its verbs, and the one place where failures become text and an exit code.</summary>
internal static class CaissonCommand
{
    /// <summary>The verbs in the order of the help. Only the one that is asked for is made: the others would cost time at each start.</summary>
    private static readonly (string Name, Func<Terminal, Verb> Make)[] Verbs =
    [
        ("run", terminal => new RunVerb(terminal)),
        ("serve", terminal => new ServeVerb(terminal)),
        ("compile", terminal => new CompileVerb(terminal)),
        ("validate", terminal => new ValidateVerb(terminal)),
        ("inspect", terminal => new InspectVerb(terminal)),
        ("parse", _ => new ParseVerb()),
        ("print", terminal => new PrintVerb(terminal)),
        ("wit", terminal => new WitVerb(terminal)),
        ("wast", terminal => new WastVerb(terminal)),
        ("bench", terminal => new BenchVerb(terminal)),
        ("cache", terminal => new CacheVerb(terminal)),
    ];

    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="terminal">Where the command writes.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, Terminal terminal)
    {
        try
        {
            return Dispatch(args, terminal);
        }
        catch (Exception error)
        {
            Failure failure = error as Failure ?? Bug(error);
            terminal.Error.Write(failure.Render(terminal.ErrorIsRich));
            return failure.ExitCode;
        }
        finally
        {
            terminal.Flush();
        }
    }

    private static int Dispatch(string[] args, Terminal terminal)
    {
        if (args.Length == 0) throw UsageErrors.NoVerb();
        foreach ((string name, Func<Terminal, Verb> make) in Verbs)
        {
            if (name == args[0]) return Run(make(terminal), args.AsSpan(1), terminal);
        }

        if (CommandLineParser.AsksForHelp(args[0])) HelpText.Write([.. Verbs.Select(verb => verb.Make(terminal))], terminal.Out);
        else if (args[0] == "--version") terminal.Out.WriteLine(Version);
        else throw UsageErrors.UnknownVerb(args[0], Verbs.Select(verb => verb.Name));
        return ExitCode.Success;
    }

    private static int Run(Verb verb, ReadOnlySpan<string> arguments, Terminal terminal)
    {
        if (CommandLineParser.Parse(verb, arguments) is { } parsed) return verb.Invoke(parsed);
        HelpText.Write(verb, terminal.Out);
        return ExitCode.Success;
    }

    private static string Version =>
        typeof(CaissonCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static Failure Bug(Exception error) => new(ExitCode.Failed, $"internal error: {error.Message}")
    {
        Details = error.ToString().Split('\n'),
        Help = "this is a bug in caisson, not in your program: please report it with the file that caused it",
    };
}
