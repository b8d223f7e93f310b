using System.CommandLine;
using System.CommandLine.Help;
using Caisson.Cli.Commands;
using Caisson.Cli.Options;
using Caisson.Cli.Output;

namespace Caisson.Cli;

/// <summary>The <c>caisson</c> command: its verbs, and the one place where failures become text and an exit code.</summary>
internal static class CaissonCommand
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="terminal">Where the command writes.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, Terminal terminal)
    {
        try
        {
            RootCommand root = Build(terminal);
            ParseResult parsed = root.Parse(GuestFence.Insert(args, root), new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
            if (parsed.Action?.ClearsParseErrors != true && UsageErrors.Find(parsed) is { } wrong) throw wrong;
            return parsed.Invoke(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception error)
        {
            Failure failure = error as Failure ?? Bug(error);
            terminal.Error.Write(failure.Render(terminal.ErrorIsRich));
            return failure.ExitCode;
        }
        finally
        {
            terminal.Out.Flush();
        }
    }

    private static Failure Bug(Exception error) => new(ExitCode.Failed, $"internal error: {error.Message}")
    {
        Details = error.ToString().Split('\n'),
        Help = "this is a bug in caisson, not in your program: please report it with the file that caused it",
    };

    private static RootCommand Build(Terminal terminal)
    {
        var root = new RootCommand("Runs and examines WebAssembly, in pure managed code.")
        {
            new RunVerb(terminal),
            new ServeVerb(terminal),
            new ValidateVerb(terminal),
            new InspectVerb(terminal),
            new ParseVerb(),
            new PrintVerb(terminal),
            new WitVerb(terminal),
            new WastVerb(terminal),
            new BenchVerb(terminal),
            new CacheVerb(terminal),
        };
        root.Options.OfType<HelpOption>().Single().Action = new HelpText();
        return root;
    }
}
