using System.CommandLine;
using System.CommandLine.Help;
using Caisson.Cli.Commands;
using Caisson.Cli.Options;
using Caisson.Cli.Output;
using Caisson.Cli.Running;

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
        ("compose", _ => new ComposeVerb()),
        ("wit", terminal => new WitVerb(terminal)),
        ("snapshot", terminal => new SnapshotVerb(terminal)),
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
            return args is ["run", ..] && PlainRun.TryRead(args) is { } plain ? new Runner(plain, terminal).Run() : Parse(args, terminal);
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

    private static int Parse(string[] args, Terminal terminal)
    {
        RootCommand root = Build(args, terminal);
        string[] fenced = GuestFence.Insert(args, root);
        ParseResult parsed = root.Parse(fenced, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.Action?.ClearsParseErrors != true && UsageErrors.Find(parsed, fenced) is { } wrong) throw wrong;
        return parsed.Invoke(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false });
    }

    private static Failure Bug(Exception error) => new(ExitCode.Failed, $"internal error: {error.Message}")
    {
        Details = error.ToString().Split('\n'),
        Help = "this is a bug in caisson, not in your program: please report it with the file that caused it",
    };

    private static RootCommand Build(string[] args, Terminal terminal)
    {
        var root = new RootCommand("Runs and examines WebAssembly, in pure managed code.");
        root.Options.OfType<HelpOption>().Single().Action = new HelpText();
        foreach ((string name, Func<Terminal, Verb> make) in Verbs)
            if (args.Length > 0 && name == args[0]) root.Add(make(terminal));
        if (root.Subcommands.Count > 0) return root;
        foreach ((_, Func<Terminal, Verb> make) in Verbs) root.Add(make(terminal));
        return root;
    }
}
