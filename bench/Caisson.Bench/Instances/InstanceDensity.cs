using System.Globalization;
using Caisson.Runtime;

namespace Caisson.Bench.Instances;

/// <summary>How many instances of a small module, each of which was called, fit into memory.</summary>
internal static class InstanceDensity
{
    private const int Instances = 10_000;

    /// <summary>The memory of the module, in bytes, and how many of its pages a call writes to.</summary>
    private const int Memory = 64 << 10, Pages = 3;

    /// <summary>The table, as Markdown.</summary>
    public static string Run()
    {
        Module module = new Engine().Compile(InstanceGuest.OfSize(Memory));
        InstancePool pool = module.CreatePool(options: new InstancePoolOptions { MaxSize = Instances });
        var dirty = pool.GetFunction<Func<PooledInstance, int, int, int>>("dirty");
        using (PooledInstance first = pool.Rent()) dirty(first, Pages, Memory / Pages / InstanceGuest.Page * InstanceGuest.Page);
        long before = Resident();
        var rented = new List<PooledInstance>(Instances);
        for (int i = 0; i < Instances; i++)
        {
            rented.Add(pool.Rent());
            dirty(rented[i], Pages, Memory / Pages / InstanceGuest.Page * InstanceGuest.Page);
        }
        long busy = Resident();
        rented.ForEach(instance => instance.Dispose());
        long idle = Resident();
        pool.Dispose();
        return InstanceBench.Table(
            ["10,000 instances of 64 KiB, 3 pages written", "resident, MiB", "each, KiB", "instances in a GiB"],
            [Row("in use", busy - before), Row("back in the pool", idle - before)]);

        string[] Row(string what, long bytes) => [what, Text(bytes >> 20), Text((bytes / Instances) >> 10), Text((1L << 30) / (bytes / Instances))];
    }

    /// <summary>Memory of the process that isn't the system's to take back, in bytes.</summary>
    public static long Resident()
    {
        GC.Collect();
        foreach (string line in File.ReadLines("/proc/self/status"))
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal)) return long.Parse(line.AsSpan(6).Trim()[..^3], CultureInfo.InvariantCulture) << 10;
        return 0;
    }

    private static string Text(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
