using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;
using Wasmtime;

namespace Caisson.Bench.Compilation;

/// <summary>What a process of its own measures: once, and nothing before.</summary>
internal enum CompileStep
{
    /// <summary>Decoding and validation, each by itself.</summary>
    Check,

    /// <summary>From the bytes to the end of the first call.</summary>
    FirstCall,

    /// <summary>From the bytes to machine code for everything.</summary>
    All,

    /// <summary>The same on Wasmtime.</summary>
    Wasmtime,
}

/// <summary>Runs one step on the bytes of a module.</summary>
internal static class CompileOnce
{
    /// <summary>Measures a step in this process.</summary>
    /// <param name="module">Which module.</param>
    /// <param name="file">A file with its bytes.</param>
    /// <param name="step">What to measure.</param>
    /// <returns>What was measured; the rest is null.</returns>
    public static CompileRow Run(BigModule module, string file, CompileStep step)
    {
        var memory = new PeakMemory();
        byte[] bytes = File.ReadAllBytes(file);
        var row = new CompileRow(module.Name, bytes.Length);
        switch (step)
        {
            case CompileStep.Check:
                long start = Stopwatch.GetTimestamp();
                ModuleSyntax syntax = ModuleDecoder.Decode(bytes, Features.All);
                double decode = Since(start);
                start = Stopwatch.GetTimestamp();
                ModuleValidator.Validate(syntax, Features.All);
                return row with { Decode = decode, Validate = Since(start) };
            case CompileStep.FirstCall:
                start = Stopwatch.GetTimestamp();
                FirstCall.Make(module, new Runtime.Engine().Compile(bytes));
                return row with { FirstCall = Since(start), FirstCallBytes = memory.Bytes };
            case CompileStep.All:
                start = Stopwatch.GetTimestamp();
                Runtime.Module compiled = new Runtime.Engine().Compile(bytes);
                compiled.CompileAll();
                MakeMachineCode();
                row = row with { All = Since(start), AllBytes = memory.Bytes };
                GC.KeepAlive(compiled);
                return row;
            default:
                start = Stopwatch.GetTimestamp();
                using (var engine = new global::Wasmtime.Engine(new Config().WithGc(true).WithFunctionReferences(true).WithExceptions(true)))
                using (global::Wasmtime.Module.FromBytes(engine, module.Name, bytes))
                    return row with { Wasmtime = Since(start), WasmtimeBytes = memory.Bytes };
        }
    }

    /// <summary>
    /// <see cref="Runtime.Module.CompileAll"/> makes IL, and the JIT waits for a method's first call. Here it doesn't: every method of
    /// the emitted assemblies.
    /// </summary>
    private static void MakeMachineCode()
    {
        IEnumerable<Assembly> emitted = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.IsDynamic);
        foreach (MethodInfo method in emitted.SelectMany(assembly => assembly.GetTypes()).SelectMany(type => type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)))
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
    }

    private static double Since(long start) => Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}
