using Caisson.Cli.Running;

namespace Caisson.Cli.Options;

/// <summary>
/// Reads the command lines that most programs are started by: <c>run</c>, folders and variables, FILE, and what is the guest's. All others are the parser's,
/// which knows every option and mistake; but to load and set it up takes a quarter of the start of a large program.
/// </summary>
internal static class PlainRun
{
    /// <summary>What is asked for; null where that takes the parser.</summary>
    /// <param name="args">The arguments of the command, of which <c>run</c> is the first.</param>
    public static RunSettings? TryRead(string[] args)
    {
        List<DirectoryGrant> directories = [];
        Dictionary<string, string> variables = [];
        int file = 1;
        for (; file < args.Length && args[file].StartsWith('-'); file += 2)
            if (file + 1 == args.Length || !TryTake(args[file], args[file + 1], directories, variables)) return null;
        if (file >= args.Length) return null;
        GuestGrants? grants = file == 1 ? null : new GuestGrants { Directories = directories, Environment = variables };
        return new RunSettings(args[file], args[(file + 1)..], new GuestSettings { Grants = grants, Cache = CacheSettings.FromEnvironment() });
    }

    private static bool TryTake(string option, string value, List<DirectoryGrant> directories, Dictionary<string, string> variables)
    {
        if (value.StartsWith('-')) return false;
        if (option == GuestOptions.Dir && DirectoryGrant.TryParse(value, out DirectoryGrant grant)) directories.Add(grant);
        else if (option == GuestOptions.Env && value.IndexOf('=', StringComparison.Ordinal) is var split and > 0) variables[value[..split]] = value[(split + 1)..];
        else return false;
        return true;
    }
}
