using System.Diagnostics;
using System.Globalization;

namespace Caisson.Cli.Benching;

/// <summary>Memory that is kept, in bytes.</summary>
/// <param name="Managed">On the managed heap.</param>
/// <param name="Resident">In physical memory, with the pages of linear memories that were touched.</param>
internal readonly record struct Footprint(long Managed, long Resident)
{
    /// <summary>That of this process.</summary>
    public static Footprint OfProcess()
    {
        // What finalizers and the collector give back late must not count.
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            GC.WaitForPendingFinalizers();
        }
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        return new Footprint(managed, ExactResident() ?? WorkingSet());
    }

    /// <summary>That of one of several things that came between; none when the system took back more meanwhile.</summary>
    public static Footprint Of(Footprint before, Footprint after, int count) =>
        new(Math.Max(0, (after.Managed - before.Managed) / count), Math.Max(0, (after.Resident - before.Resident) / count));

    /// <summary>Linux counts pages for each thread and adds them up now and then, but here it looks.</summary>
    private static long? ExactResident()
    {
        const string Rollup = "/proc/self/smaps_rollup", Field = "Rss:", Unit = "kB";
        if (!File.Exists(Rollup)) return null;
        string? line = File.ReadLines(Rollup).FirstOrDefault(each => each.StartsWith(Field, StringComparison.Ordinal));
        return line is null ? null : long.Parse(line.Replace(Field, "", StringComparison.Ordinal).Replace(Unit, "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }

    private static long WorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
