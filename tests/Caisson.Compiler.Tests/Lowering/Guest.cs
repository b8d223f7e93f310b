using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Lowering;

/// <summary>Modules in the text format, compiled and run.</summary>
internal static class Guest
{
    private static readonly Engine Engine = new();

    public static Instance Instantiate(string wat, Imports? imports = null) => Engine.Compile(WatParser.Parse(wat)).Instantiate(imports);

    /// <summary>Calls the export "f".</summary>
    public static Value[] Run(string wat, params Value[] arguments) => Instantiate(wat).GetFunction("f").Invoke(arguments);

    /// <summary>Calls the export "f", which has one result, an i32.</summary>
    public static int I32(string wat, params Value[] arguments) => Assert.Single(Run(wat, arguments)).AsInt32();
}
