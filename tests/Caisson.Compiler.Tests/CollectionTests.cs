using System.Runtime.CompilerServices;
using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests;

/// <summary>Modules, their code and their instances go when nothing refers to them.</summary>
public class CollectionTests
{
    private const int Count = 10_000;
    private const long MostBytes = 200 << 20;

    private static readonly byte[] Binary = WatParser.Parse("""
        (module
          (memory (export "memory") 1)
          (table 4 funcref)
          (func $double (export "double") (param i32) (result i32)
            (i32.store (i32.const 0) (local.get 0))
            (i32.add (i32.load (i32.const 0)) (local.get 0))))
        """);

    [Fact]
    public void Ten_thousand_modules_leave_nothing_behind()
    {
        var engine = new Engine();
        var references = new List<WeakReference>();
        for (int i = 0; i < 100; i++) Use(engine, i);
        long before = Environment.WorkingSet;
        for (int i = 0; i < Count; i++)
        {
            WeakReference reference = Use(engine, i);
            if (i % 1000 == 0) references.Add(reference);
        }

        for (int i = 0; i < 5; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.All(references, reference => Assert.False(reference.IsAlive));
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, MostBytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Use(Engine engine, int number)
    {
        Instance instance = engine.Compile(Binary).Instantiate();
        Assert.Equal(2 * number, instance.GetFunction<Func<int, int>>("double")(number));
        return new WeakReference(instance.Module);
    }
}
