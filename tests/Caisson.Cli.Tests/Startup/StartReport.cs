using System.Runtime;

namespace Caisson.Cli.Tests.Startup;

/// <summary>What a process had to do from its start to its end: counts and names, which are the same on every machine, where times aren't.</summary>
/// <param name="JittedMethods">Methods that were compiled in the process.</param>
/// <param name="Assemblies">Names of the assemblies that were loaded.</param>
internal sealed record StartReport(long JittedMethods, IReadOnlySet<string> Assemblies)
{
    /// <summary>The environment variable that names the file to write.</summary>
    public const string Variable = "CAISSON_TEST_START_REPORT";

    /// <summary>The environment variable that names the folder of kept code: the command's own is one that tests switch off.</summary>
    public const string CacheVariable = "CAISSON_TEST_START_CACHE";

    /// <summary>In the process: writes the report when it ends.</summary>
    public static void WriteAtExit(string file)
    {
        Environment.SetEnvironmentVariable("CAISSON_CACHE", Environment.GetEnvironmentVariable(CacheVariable));
        long before = JitInfo.GetCompiledMethodCount(currentThread: false);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            long count = JitInfo.GetCompiledMethodCount(currentThread: false) - before;
            using StreamWriter writer = File.CreateText(file);
            writer.WriteLine(count);
            foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies()) writer.WriteLine(assembly.GetName().Name);
        };
    }

    /// <summary>Reads what another process wrote.</summary>
    public static StartReport Read(string file)
    {
        string[] lines = File.ReadAllLines(file);
        return new StartReport(long.Parse(lines[0], System.Globalization.CultureInfo.InvariantCulture), lines[1..].ToHashSet());
    }
}
