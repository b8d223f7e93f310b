using Caisson.Runtime;

namespace Caisson.Cli.Tests.RealWorld;

/// <summary>Snapshots of instances in which nothing has run but a start function: the same module in other bytes.</summary>
internal static class UntouchedSnapshot
{
    private static readonly Engine Engine = new();

    public static byte[] Of(string file) => Of(Engine.CompileFile(file));

    public static byte[] Of(Module module)
    {
        Imports imports = [];
        foreach (ImportType import in module.Imports)
            if (import.Type is FuncExternType function) imports.Add(import.Module, import.Name, Function.FromHost(module.Engine, function.Type, (_, _, _) => { }));
        return ModuleSnapshot.Take(module.Instantiate(imports));
    }
}
