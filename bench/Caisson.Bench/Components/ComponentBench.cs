using System.Diagnostics;
using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Components.Text;
using Wasmtime;
using WasmtimeComponents = Wasmtime.Components;

namespace Caisson.Bench.Components;

/// <summary>
/// What calls of components cost: by the host, typed and with dynamic values, and from one component to another through an adapter; beside Wasmtime through its own
/// package, which has dynamic values only. All take turns, so that a slow moment of the machine hits all; the best of many rounds counts.
/// </summary>
internal static class ComponentBench
{
    private const int Rounds = 25;

    // Of a turn, about; in nanoseconds.
    private const double Turn = 3e6;

    /// <summary>Prints a table: nanoseconds a call.</summary>
    /// <param name="names">Parts of the names of what is measured; none for all.</param>
    public static void Run(string[] names)
    {
        byte[] bytes = ComponentParser.Parse(ComponentGuests.Text);
        Case[] cases = [.. ByHost(bytes), .. OfHost(), .. BetweenComponents(bytes)];
        if (names.Length > 0) cases = [.. cases.Where(c => names.Any(name => c.Name.Contains(name, StringComparison.Ordinal)))];
        var best = cases.Select(c => c.Ways.Select(_ => double.MaxValue).ToArray()).ToArray();
        foreach (Case c in cases)
            foreach (Way way in c.Ways) way.Calibrate();
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < cases.Length; i++)
                for (int j = 0; j < cases[i].Ways.Length; j++) best[i][j] = Math.Min(best[i][j], cases[i].Ways[j].Time());
        }
        for (int i = 0; i < cases.Length; i++)
        {
            Console.WriteLine(cases[i].Name);
            for (int j = 0; j < cases[i].Ways.Length; j++) Console.WriteLine($"  {cases[i].Ways[j].Name,-44}{best[i][j],12:#,0.0} ns{best[i][j] / best[i][0],10:0.00}");
        }
    }

    private static Case[] ByHost(byte[] bytes)
    {
        ComponentInstance ours = OnCaisson(bytes);
        WasmtimeComponents.ComponentInstance theirs = OnWasmtime(bytes);
        string text = ComponentGuests.Kibibyte;
        uint[] numbers = [.. Enumerable.Range(0, 10_000).Select(i => (uint)i)];
        var nop = ours.GetFunction("callee", "nop").As<Action>();
        var scalars = ours.GetFunction("callee", "scalars").As<Func<Scalars, ulong>>();
        var echo = ours.GetFunction("callee", "echo").As<Func<string, string>>();
        var count = ours.GetFunction("callee", "count").As<Func<uint[], uint>>();
        Scalars record = new(true, 2, 3, 4, 5, 6, 7, new System.Text.Rune('h'), 9, 10);
        return
        [
            new("no arguments",
            [
                new("Caisson, typed", n => Repeat(n, () => nop())),
                new("Caisson, dynamic", Dynamic(ours, "nop")),
                new("Wasmtime, dynamic", OnWasmtime(theirs, "nop")),
            ]),
            new("a record of ten scalars",
            [
                new("Caisson, typed", n => Repeat(n, () => scalars(record))),
                new("Caisson, dynamic", Dynamic(ours, "scalars", record.ToValue())),
                new("Wasmtime, dynamic", OnWasmtime(theirs, "scalars", record.ToWasmtime())),
            ]),
            new("a string of 1 KiB there and back",
            [
                new("Caisson, typed", n => Repeat(n, () => echo(text))),
                new("Caisson, dynamic", Dynamic(ours, "echo", text)),
                new("Wasmtime, dynamic", OnWasmtime(theirs, "echo", WasmtimeComponents.ComponentValue.String(text))),
            ]),
            new("a list of 10,000 u32",
            [
                new("copying its bytes", CopyOf(numbers)),
                new("Caisson, typed", n => Repeat(n, () => count(numbers))),
                new("Caisson, dynamic", Dynamic(ours, "count", Caisson.Components.Values.ComponentValue.ListOf<uint>(numbers))),
                new("Wasmtime, dynamic", OnWasmtime(theirs, "count", WasmtimeComponents.ComponentValue.List([.. numbers.Select(WasmtimeComponents.ComponentValue.U32)]))),
            ]),
        ];
    }

    private static Case[] OfHost()
    {
        byte[] bytes = ComponentParser.Parse(HostGuest.Text);
        var engine = new Runtime.Engine();
        var component = Component.Compile(engine, bytes);
        ComponentInstance typed = Instantiate(linker => linker
            .DefineFunction("nop", () => { })
            .DefineFunction("sum", (bool a, byte b, short c, uint d, long e, float f, double g, System.Text.Rune h, ulong i, sbyte j) => (ulong)e + i)
            .DefineFunction("take", (string s) => (uint)s.Length));
        ComponentInstance dynamic = Instantiate(linker => linker
            .DefineFunction("nop", (_, _) => default)
            .DefineFunction("sum", (_, a) => (ulong)a[4].AsInt64() + a[8].AsUInt64())
            .DefineFunction("take", (_, a) => (uint)a[0].AsString().Length));
        WasmtimeComponents.ComponentInstance theirs = OnWasmtime(bytes, root =>
        {
            root.DefineFunction("nop", (_, _) => { });
            root.DefineFunction("sum", (a, results) => results[0] = WasmtimeComponents.ComponentValue.U64((ulong)a[4].AsS64() + a[8].AsU64()));
            root.DefineFunction("take", (a, results) => results[0] = WasmtimeComponents.ComponentValue.U32((uint)a[0].AsString().Length));
        });
        return
        [
            new("from guest to host: no arguments", Ways("call-nop")),
            new("from guest to host: ten scalars", Ways("call-sum")),
            new("from guest to host: a string of 1 KiB", Ways("call-take")),
        ];

        ComponentInstance Instantiate(Action<ComponentLinker> define)
        {
            var linker = new ComponentLinker(engine);
            define(linker);
            return linker.Instantiate(component, new ComponentStore(engine));
        }

        Way[] Ways(string name)
        {
            var ours = typed.GetFunction(name).As<Action<uint>>();
            var slower = dynamic.GetFunction(name).As<Action<uint>>();
            WasmtimeComponents.ComponentFunction other = theirs.GetFunction(name)!;
            return
            [
                new("Caisson, typed", n => ours((uint)n)),
                new("Caisson, dynamic", n => slower((uint)n)),
                new("Wasmtime, dynamic", n => other.Call(WasmtimeComponents.ComponentValue.U32((uint)n))),
            ];
        }
    }

    private static Case[] BetweenComponents(byte[] bytes)
    {
        ComponentInstance ours = OnCaisson(bytes);
        WasmtimeComponents.ComponentInstance theirs = OnWasmtime(bytes);
        byte[] kibibyte = new byte[1024], copy = new byte[1024];
        var nop = ours.GetFunction("call-nop").As<Action<uint>>();
        return
        [
            new("from component to component: no arguments", Both("call-nop")),
            new(
                "from component to component: a string of 1 KiB",
                [new("copying its bytes, and a call", CopyAndCall), .. Both("call-take")]),
            new("from component to component: a record of ten scalars", Both("call-scalars")),
        ];

        void CopyAndCall(int n)
        {
            Repeat(n, () => kibibyte.AsSpan().CopyTo(copy));
            nop((uint)n);
        }

        Way[] Both(string name)
        {
            var run = ours.GetFunction(name).As<Action<uint>>();
            WasmtimeComponents.ComponentFunction other = theirs.GetFunction(name)!;
            return
            [
                new("Caisson", n => run((uint)n)),
                new("Wasmtime", n => other.Call(WasmtimeComponents.ComponentValue.U32((uint)n))),
            ];
        }
    }

    private static Action<int> Dynamic(ComponentInstance instance, string name, params Caisson.Components.Values.ComponentValue[] arguments)
    {
        ComponentFunction function = instance.GetFunction("callee", name);
        return n => Repeat(n, () => function.Call(arguments));
    }

    private static Action<int> OnWasmtime(WasmtimeComponents.ComponentInstance instance, string name, params WasmtimeComponents.ComponentValue[] arguments)
    {
        WasmtimeComponents.ComponentFunction function = instance.GetFunction("callee", name)!;
        return n => Repeat(n, () => function.Call(arguments));
    }

    private static ComponentInstance OnCaisson(byte[] bytes)
    {
        var engine = new Runtime.Engine();
        return new ComponentLinker(engine).Instantiate(Component.Compile(engine, bytes), new ComponentStore(engine));
    }

    private static WasmtimeComponents.ComponentInstance OnWasmtime(byte[] bytes, Action<WasmtimeComponents.ComponentLinkerInstance>? define = null)
    {
        var engine = new Engine(new Config());
        var linker = new WasmtimeComponents.ComponentLinker(engine);
        if (define is not null)
        {
            using WasmtimeComponents.ComponentLinkerInstance root = linker.Root();
            define(root);
        }
        return linker.Instantiate(new Store(engine), WasmtimeComponents.Component.FromBytes(engine, bytes));
    }

    private static Action<int> CopyOf(uint[] numbers)
    {
        var copy = new uint[numbers.Length];
        return n => Repeat(n, () => numbers.AsSpan().CopyTo(copy));
    }

    private static void Repeat(int n, Action call)
    {
        for (int i = 0; i < n; i++) call();
    }

    /// <summary>A kind of call, in several ways; the first is what the others are compared with.</summary>
    private sealed record Case(string Name, Way[] Ways);

    /// <summary>One way to make calls.</summary>
    /// <param name="name">What the table calls it.</param>
    /// <param name="call">Makes as many calls.</param>
    private sealed class Way(string name, Action<int> call)
    {
        private int _calls = 64;

        public string Name => name;

        /// <summary>Warms up until the runtime has made its best code, and finds how many calls make a turn.</summary>
        public void Calibrate()
        {
            for (int i = 0; i < 10; i++)
            {
                for (int j = 0; j < 8; j++) call(_calls);
                Thread.Sleep(60);
            }
            double once = Time();
            _calls = Math.Clamp((int)(Turn / Math.Max(once, 0.5)), 1, 2_000_000);
            for (int i = 0; i < 3; i++) call(_calls);
        }

        /// <summary>Nanoseconds a call.</summary>
        public double Time()
        {
            long start = Stopwatch.GetTimestamp();
            call(_calls);
            return Stopwatch.GetElapsedTime(start).TotalNanoseconds / _calls;
        }
    }
}
