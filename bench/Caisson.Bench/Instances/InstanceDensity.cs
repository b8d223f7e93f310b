using System.Globalization;
using Caisson.Components.Linking;
using Caisson.Components.Pooling;
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
        return Table("10,000 instances of 64 KiB, 3 pages written", Instances, busy - before, idle - before);
    }

    /// <summary>The same for a component.</summary>
    public static string RunComponents()
    {
        const int Count = 1000;
        var engine = new Engine();
        using ComponentPool pool = new ComponentLinker(engine).CreatePool(Component.Compile(engine, ComponentPoolGuest.Make()), new ComponentPoolOptions { MaxSize = Count });
        var dirty = pool.GetFunction<Func<PooledComponentInstance, uint, uint, uint>>("dirty");
        using (PooledComponentInstance first = pool.Rent()) dirty(first, ComponentWay.Pages, ComponentWay.Stride);
        long before = Resident();
        var rented = new List<PooledComponentInstance>(Count);
        for (int i = 0; i < Count; i++)
        {
            rented.Add(pool.Rent());
            dirty(rented[i], ComponentWay.Pages, ComponentWay.Stride);
        }
        long busy = Resident();
        rented.ForEach(instance => instance.Dispose());
        return Table("1,000 components of 1 MiB, 10 pages written", Count, busy - before, Resident() - before);
    }

    private static string Table(string name, int count, long busy, long idle)
    {
        return InstanceBench.Table([name, "resident, MiB", "each, KiB", "instances in a GiB"], [Row("in use", busy), Row("back in the pool", idle)]);

        string[] Row(string what, long bytes) => [what, Text(bytes >> 20), Text((bytes / count) >> 10), Text((1L << 30) / (bytes / count))];
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
