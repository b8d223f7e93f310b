using Caisson.Components.Linking;
using Caisson.Components.Pooling;
using Caisson.Runtime;
using Caisson.Wasi;
using Other = Wasmtime;
using OtherComponents = Wasmtime.Components;

namespace Caisson.Bench.Instances;

/// <summary>Ways to get an instance of a component, call it, and be rid of it.</summary>
internal static class ComponentWay
{
    /// <summary>What a call writes to.</summary>
    public const uint Pages = ComponentPoolGuest.Pages, Stride = ComponentPoolGuest.Bytes / Pages / InstanceGuest.Page * InstanceGuest.Page;

    /// <summary>For the component with 1 MiB of memory.</summary>
    public static InstanceWay[] OfMemory()
    {
        byte[] bytes = ComponentPoolGuest.Make();
        var engine = new Engine();
        var component = Component.Compile(engine, bytes);
        var linker = new ComponentLinker(engine);
        ComponentPool pool = linker.CreatePool(component, new ComponentPoolOptions { MaxSize = 8 });
        var dirty = pool.GetFunction<Func<PooledComponentInstance, uint, uint, uint>>("dirty");
        var others = new Other.Engine(new Other.Config().WithPoolingAllocationStrategy(
            new Other.PoolingAllocationConfig().WithMaxCoreInstances(8).WithMaxMemories(8).WithMaxMemorySize(ComponentPoolGuest.Bytes).WithLinearMemoryKeepResidentBytes(ComponentPoolGuest.Bytes)));
        OtherComponents.Component other = OtherComponents.Component.FromBytes(others, bytes);
        return
        [
            new(InstanceWay.Pool, n =>
            {
                for (int i = 0; i < n; i++)
                {
                    using PooledComponentInstance instance = pool.Rent();
                    Check(dirty(instance, Pages, Stride));
                }
            }),
            new("pool, dynamic", n =>
            {
                for (int i = 0; i < n; i++)
                {
                    using PooledComponentInstance instance = pool.Rent();
                    Check(instance.GetFunction("dirty").Call(Pages, Stride).AsUInt32());
                }
            }),
            new("no pool", n =>
            {
                for (int i = 0; i < n; i++)
                {
                    ComponentInstance instance = linker.Instantiate(component);
                    Check(instance.GetFunction("dirty").Call(Pages, Stride).AsUInt32());
                    instance.Store.Dispose();
                }
            }),
            new(InstanceWay.WasmtimeResident, n =>
            {
                for (int i = 0; i < n; i++)
                {
                    using var store = new Other.Store(others);
                    using var root = new OtherComponents.ComponentLinker(others);
                    OtherComponents.ComponentValue? answer = root.Instantiate(store, other).GetFunction("dirty")!.Call(OtherComponents.ComponentValue.U32(Pages), OtherComponents.ComponentValue.U32(Stride));
                    Check(answer!.AsU32());
                }
            }),
        ];
    }

    /// <summary>For a real component of three with adapters between, which reads a file and writes what it has found; null where the programs aren't here.</summary>
    public static InstanceWay[]? OfProgram()
    {
        if (Places.Programs is null) return null;
        string folder = Directory.CreateTempSubdirectory("caisson-bench").FullName;
        File.WriteAllText(Path.Combine(folder, "default.input"), "42,10");
        var engine = new Engine();
        var component = Component.Compile(engine, File.ReadAllBytes(Path.Combine(Places.Programs, "cm-online-stats", "cm-online-stats.wasm")));
        var linker = new ComponentLinker(engine);
        new WasiComponents(new WasiOptions { Preopens = [new WasiPreopen(folder, ".")] }).AddTo(linker);
        linker.DefineInstance("bench").DefineFunction("start", () => { }).DefineFunction("end", () => { });
        ComponentPool pool = linker.CreatePool(component, new ComponentPoolOptions { MaxSize = 8 });
        return
        [
            new(InstanceWay.Pool, n =>
            {
                for (int i = 0; i < n; i++)
                {
                    using PooledComponentInstance instance = pool.Rent();
                    Run(instance.Instance);
                }
            }),
            new("no pool", n =>
            {
                for (int i = 0; i < n; i++)
                {
                    ComponentInstance instance = linker.Instantiate(component);
                    Run(instance);
                    instance.Store.Dispose();
                }
            }),
        ];
    }

    private static void Run(ComponentInstance instance)
    {
        if (!instance.GetFunction("wasi:cli/run@0.2.6", "run").Call().IsOk) throw new InvalidOperationException("the program failed");
    }

    private static void Check(uint answer)
    {
        if (answer != InstanceGuest.Answer) throw new InvalidOperationException("an instance isn't new");
    }
}
