using Caisson.Runtime;
using Other = Wasmtime;

namespace Caisson.Bench.Instances;

/// <summary>One way to get an instance, call it, and be rid of it.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Use">Does that so many times; on several threads at once.</param>
internal sealed record InstanceWay(string Name, Action<int> Use)
{
    /// <summary>The reference of ratios.</summary>
    public const string Pool = "pool";

    /// <summary>Wasmtime as it is fastest.</summary>
    public const string WasmtimePool = "Wasmtime, pooling";

    /// <summary>As <see cref="WasmtimePool"/>, with memory that it needn't map again.</summary>
    public const string WasmtimeResident = "Wasmtime, pooling, resident";

    /// <summary>All ways for a memory of a size and so many pages that are written.</summary>
    public static InstanceWay[] All(int bytes, int pages)
    {
        byte[] module = InstanceGuest.OfSize(bytes);
        int stride = bytes / pages / InstanceGuest.Page * InstanceGuest.Page;
        Module ours = new Engine().Compile(module);
        return
        [
            OfPool(Pool, ours, MemoryReset.Automatic, pages, stride),
            OfPool("copy", ours, MemoryReset.Copy, pages, stride),
            OfPool("scan", ours, MemoryReset.Scan, pages, stride),
            OfPool("discard", ours, MemoryReset.Discard, pages, stride),
            OfModule("no pool", ours, pages, stride),
            OfWasmtime(WasmtimePool, PoolOf(bytes, resident: 0), module, pages, stride),
            OfWasmtime(WasmtimeResident, PoolOf(bytes, bytes), module, pages, stride),
            OfWasmtime("Wasmtime, on demand", new Other.Config(), module, pages, stride),
        ];
    }

    private static InstanceWay OfPool(string name, Module module, MemoryReset reset, int pages, int stride)
    {
        InstancePool pool = module.CreatePool(options: new InstancePoolOptions { Reset = reset, MaxSize = 8 });
        var dirty = pool.GetFunction<Func<PooledInstance, int, int, int>>("dirty");
        return new(name, n =>
        {
            for (int i = 0; i < n; i++)
            {
                using PooledInstance instance = pool.Rent();
                Check(dirty(instance, pages, stride));
            }
        });
    }

    private static InstanceWay OfModule(string name, Module module, int pages, int stride) => new(name, n =>
    {
        for (int i = 0; i < n; i++)
        {
            using Instance instance = module.Instantiate();
            Check(instance.GetFunction("dirty").Invoke(pages, stride)[0].AsInt32());
        }
    });

    private static Other.Config PoolOf(int bytes, int resident) => new Other.Config().WithPoolingAllocationStrategy(
        new Other.PoolingAllocationConfig().WithMaxCoreInstances(8).WithMaxMemories(8).WithMaxMemorySize((nuint)bytes).WithLinearMemoryKeepResidentBytes((nuint)resident));

    private static InstanceWay OfWasmtime(string name, Other.Config config, byte[] bytes, int pages, int stride)
    {
        var engine = new Other.Engine(config);
        Other.Module module = Other.Module.FromBytes(engine, "guest", bytes);
        return new(name, n =>
        {
            for (int i = 0; i < n; i++)
            {
                using var store = new Other.Store(engine);
                Check(new Other.Instance(store, module).GetFunction<int, int, int>("dirty")!(pages, stride));
            }
        });
    }

    private static void Check(int answer)
    {
        if (answer != InstanceGuest.Answer) throw new InvalidOperationException($"an instance that isn't new answered {answer}");
    }
}
