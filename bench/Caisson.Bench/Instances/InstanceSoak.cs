using System.Diagnostics;
using Caisson.Runtime;

namespace Caisson.Bench.Instances;

/// <summary>Uses very many instances: rented, called, made to grow now and then, given back; and made and disposed without a pool. The memory of the process must stay what it was.</summary>
internal static class InstanceSoak
{
    private const int Reports = 10, Pages = 10, Memory = 1 << 20;

    /// <summary>More than this isn't flat any more, in bytes.</summary>
    private const long Tolerance = 16 << 20;

    /// <summary>Prints what it takes.</summary>
    /// <param name="uses">How many instances.</param>
    /// <returns>1 when the memory grew.</returns>
    public static int Run(long uses)
    {
        Module module = new Engine().Compile(InstanceGuest.OfSize(Memory));
        using InstancePool pool = module.CreatePool(options: new InstancePoolOptions { MaxSize = 8 });
        var dirty = pool.GetFunction<Func<PooledInstance, int, int, int>>("dirty");
        int stride = Memory / Pages / InstanceGuest.Page * InstanceGuest.Page;
        long start = Stopwatch.GetTimestamp(), first = 0, last = 0, done = 0;
        for (int report = 0; report <= Reports; report++)
        {
            for (long end = uses * report / Reports; done < end; done++) Use(done);
            last = InstanceDensity.Resident();
            if (report == 1) first = last;
            Console.WriteLine($"{done,12:#,0} instances{Stopwatch.GetElapsedTime(start).TotalSeconds,10:0.0} s{last >> 20,8:#,0} MiB resident");
        }
        return last - first <= Tolerance ? 0 : 1;

        void Use(long number)
        {
            using PooledInstance instance = pool.Rent();
            if (dirty(instance, Pages, stride) != InstanceGuest.Answer) throw new InvalidOperationException("an instance isn't new");
            if (number % 64 == 0) instance.Memory.Grow(4);
            if (number % 1024 == 0) UseAlone();
        }

        void UseAlone()
        {
            using Instance instance = module.Instantiate();
            if (instance.GetFunction("dirty").Invoke(Pages, stride)[0].AsInt32() != InstanceGuest.Answer) throw new InvalidOperationException("an instance isn't new");
        }
    }
}
