using System.Globalization;
using Caisson.Runtime;
using Caisson.Wasi;

namespace Caisson.Bench.Compilation;

/// <summary>The first call of a module: WASI where it asks for that, and functions that return zero for what else it imports.</summary>
internal static class FirstCall
{
    /// <summary>Instantiates a module and calls a function of it.</summary>
    /// <param name="big">Which function, with what.</param>
    /// <param name="module">The module.</param>
    /// <exception cref="InvalidOperationException">A program ended with another exit code than 0.</exception>
    public static void Make(BigModule big, Module module)
    {
        bool isProgram = big.Call == "_start";
        using var wasi = new WasiPreview1(new WasiOptions
        {
            Args = isProgram ? ["program", .. big.Args] : ["program"],
            Environment = [new("A", "B")],
            Preopens = isProgram ? [new WasiPreopen(big.Folder, ".", IsReadOnly: true)] : [],
        });
        Function function = module.Instantiate(Imports(module, wasi)).GetFunction(big.Call!);
        try
        {
            function.Invoke(isProgram ? [] : [.. big.Args.Select(arg => (Value)int.Parse(arg, CultureInfo.InvariantCulture))]);
        }
        catch (WasiExitException exit) when (exit.ExitCode == 0)
        {
            // How many programs end.
        }
    }

    private static Imports Imports(Module module, WasiPreview1 wasi)
    {
        Imports imports = [];
        wasi.AddTo(imports);
        foreach (ImportType import in module.Imports)
        {
            if (import.Type is MemExternType memory)
                imports.Add(import.Module, import.Name, new Memory(memory.Type, module.Engine.Options.MaxMemoryBytes));
            else if (import.Type is FuncExternType function && (!imports.Contains(import.Module, import.Name) || import.Name.StartsWith("sock_", StringComparison.Ordinal)))
                imports.Add(import.Module, import.Name, Function.FromHost(module.Engine, function.Type, (_, _, _) => { }));
        }
        return imports;
    }
}
