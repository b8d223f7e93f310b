using System.Globalization;

namespace Caisson.Bench.Compilation;

/// <summary>The most memory that this process has in use, above what it had in use before; only Linux tells.</summary>
internal sealed class PeakMemory
{
    private const string Status = "/proc/self/status";
    private readonly long? _before;

    /// <summary>Forgets the peak so far.</summary>
    public PeakMemory()
    {
        GC.Collect();
        if (!File.Exists(Status)) return;
        File.WriteAllText("/proc/self/clear_refs", "5");
        _before = Read("VmRSS:");
    }

    /// <summary>Bytes, or null where nobody knows.</summary>
    public long? Bytes => _before is null ? null : Read("VmHWM:") - _before;

    private static long Read(string field) =>
        1024 * long.Parse(File.ReadLines(Status).First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
