using System.CommandLine;
using System.Text.Json;
using Caisson.Bench.Commands;
using Caisson.Bench.Compilation;
using Caisson.Bench.Components;
using Caisson.Bench.Exceptions;
using Caisson.Bench.Instances;
using Caisson.Bench.Loading;
using Caisson.Bench.Startup;
using Caisson.Bench.Validation;

namespace Caisson.Bench;

/// <summary>The benchmarks' command line.</summary>
internal static class BenchCommand
{
    /// <summary>All verbs.</summary>
    public static RootCommand Build()
    {
        return new RootCommand("Compares Caisson with other engines and with native code; docs/benchmarks.md says how.")
        {
            new MeasureVerb("kernels", "Runs the kernels in C.", Parts.Kernels),
            new MeasureVerb("programs", "Runs real programs.", Parts.Programs),
            new MeasureVerb("compile", "Compiles big modules: the time to the first call and to the end, and the memory it takes.", Parts.Compilation),
            new MeasureVerb("all", "Kernels, programs and compilation.", Parts.Kernels | Parts.Programs | Parts.Compilation),
            Validate(),
            Exceptions(),
            Components(),
            Instances(),
            Start(),
            Load(),
            CompileOnceVerb(),
            WasmtimeOnceVerb(),
        };
    }

    private static Command Validate()
    {
        var names = new Argument<string[]>("name") { HelpName = "NAME", Description = "Modules whose path contains one of these; none for all.", Arity = ArgumentArity.ZeroOrMore };
        var verb = new Command("validate", "Decodes and validates big modules, on one thread.") { names };
        verb.SetAction(parsed =>
        {
            if (Places.Programs is null)
            {
                Console.Error.WriteLine("error: the programs are not here: set CAISSON_SUITES to the folder that has them");
                return 2;
            }
            ValidationBench.Run(parsed.GetValue(names)!);
            return 0;
        });
        return verb;
    }

    private static Command Exceptions()
    {
        var verb = new Command("exceptions", "What try_table costs, and what a throw.");
        verb.SetAction(_ => ExceptionBench.Run());
        return verb;
    }

    private static Command Components()
    {
        var names = new Argument<string[]>("name") { HelpName = "NAME", Description = "Calls whose name contains one of these; none for all.", Arity = ArgumentArity.ZeroOrMore };
        var verb = new Command("components", "What calls of components cost, by the host and between components.") { names };
        verb.SetAction(parsed => ComponentBench.Run(parsed.GetValue(names)!));
        return verb;
    }

    private static Command Instances()
    {
        var write = new Option<bool>("--write") { Description = "Write the tables of docs/instances.md." };
        var soak = new Option<long>("--soak") { HelpName = "N", Description = "Only use so many instances, one after the other, and look at the memory of the process." };
        var components = new Option<bool>("--components") { Description = "Instances of components instead, and how many requests a second `caisson serve` answers." };
        var verb = new Command("instances", "What instances of pools cost, how many fit into memory, and whether they leave anything behind.") { write, soak, components };
        verb.SetAction(parsed =>
        {
            if (parsed.GetValue(soak) is > 0 and long uses) return InstanceSoak.Run(uses);
            if (parsed.GetValue(components)) InstancePage.RunComponents(parsed.GetValue(write));
            else InstancePage.Run(parsed.GetValue(write));
            return 0;
        });
        return verb;
    }

    private static Command Start()
    {
        var rounds = new Option<int>("--rounds") { HelpName = "N", Description = "How many rounds count.", DefaultValueFactory = _ => 31 };
        var verb = new Command("start", "What it takes to start, beside the least that a .NET program takes.") { rounds };
        verb.SetAction(parsed => StartBench.Run(parsed.GetValue(rounds)));
        return verb;
    }

    private static Command Load()
    {
        var verb = new Command("load", "From a file with machine code to the end of a first call, in a process that has done that before.");
        verb.SetAction((_, _) => LoadBench.RunAsync());
        return verb;
    }

    /// <summary>What <see cref="StartBench"/> starts.</summary>
    private static Command WasmtimeOnceVerb()
    {
        var precompiled = new Argument<string>("precompiled");
        var root = new Argument<string>("root");
        var args = new Argument<string[]>("args");
        var verb = new Command("wasmtime-once", "One run of a precompiled program on Wasmtime.") { precompiled, root, args };
        verb.Hidden = true;
        verb.SetAction(parsed => WasmtimeOnce.Run(parsed.GetValue(precompiled)!, parsed.GetValue(root)!, parsed.GetValue(args)!));
        return verb;
    }

    /// <summary>What <see cref="CompileBench"/> starts: one step in a process of its own.</summary>
    private static Command CompileOnceVerb()
    {
        var module = new Argument<string>("module");
        var file = new Argument<string>("file");
        var step = new Argument<CompileStep>("step");
        var verb = new Command("compile-once", "One step of the compilation of one module.") { module, file, step };
        verb.Hidden = true;
        verb.SetAction(parsed =>
        {
            BigModule big = BigModule.All.First(big => big.Name == parsed.GetValue(module));
            Console.WriteLine(JsonSerializer.Serialize(CompileOnce.Run(big, parsed.GetValue(file)!, parsed.GetValue(step))));
        });
        return verb;
    }
}
