namespace Caisson.Runtime.Tests;

/// <summary>What the process holds once the collector has been through it: managed and resident memory in bytes, and mappings (Linux).</summary>
internal readonly record struct Footprint(long Managed, long Resident, int Mappings)
{
    private const int Rounds = 6;

    public static Footprint Measure()
    {
        for (int i = 0; i < 4; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        int mappings = OperatingSystem.IsLinux() ? File.ReadLines("/proc/self/maps").Count() : 0;
        return new(GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet, mappings);
    }

    /// <summary>
    /// Asserts that <paramref name="round"/> leaves no more than <paramref name="most"/> behind.
    /// A leak grows in every round; what the collector and the system keep for later does not, so one round within the bounds will do.
    /// </summary>
    public static void Stays(Footprint most, Action round)
    {
        var grown = new List<Footprint>();
        Footprint before = Measure();
        for (int i = 0; i < Rounds; i++)
        {
            round();
            Footprint after = Measure();
            Footprint more = new(after.Managed - before.Managed, after.Resident - before.Resident, after.Mappings - before.Mappings);
            if (more.Managed <= most.Managed && more.Resident <= most.Resident && more.Mappings <= most.Mappings) return;
            grown.Add(more);
            before = after;
        }
        Assert.Fail($"grew by more than {most} in each round:\n{string.Join('\n', grown)}");
    }
}
