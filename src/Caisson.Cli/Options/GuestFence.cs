using System.CommandLine;

namespace Caisson.Cli.Options;

/// <summary>
/// Separates our options from the guest's arguments: everything after FILE belongs to the guest, even what looks like one of
/// our options. The parser knows only <c>--</c> for that, so it is put in front of FILE.
/// </summary>
internal static class GuestFence
{
    /// <summary>The command line with <c>--</c> before FILE, for verbs that hand arguments on; any other unchanged.</summary>
    public static string[] Insert(string[] args, Command root)
    {
        Command? verb = args.Length == 0 ? null : root.Subcommands.FirstOrDefault(c => c.Name == args[0]);
        if (verb is not IHasGuest) return args;
        int file = 1;
        while (file < args.Length && args[file].StartsWith('-'))
        {
            if (args[file] == "--") return args;
            file += TakesNext(args[file], verb) ? 2 : 1;
        }

        return file >= args.Length ? args : [.. args[..file], "--", .. args[file..]];
    }

    private static bool TakesNext(string token, Command verb) =>
        verb.Options.Any(o => (o.Name == token || o.Aliases.Contains(token)) && o.Arity.MaximumNumberOfValues > 0 && o.ValueType != typeof(bool));
}

/// <summary>A verb whose last argument is a program and the program's own arguments.</summary>
internal interface IHasGuest;
