using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// Everything that code depends on, one line each: <c>name=value</c>. Code fits where the lines are equal. Each start of a program makes them, so they are made
/// of what the framework has machine code for.
/// </summary>
internal static class ImageKey
{
    private const string WasmLine = "wasm=";

    private static readonly string Machine = MachineLines();

    /// <summary>The lines but for the module's.</summary>
    public static string Of(Engine engine) => engine.CodeKey ??= string.Concat(Machine, engine.UsesGuardPages ? "\nguard-pages=True\n" : "\nguard-pages=False\n", CodeSettings.Of(engine.Options));

    /// <summary>The module's line.</summary>
    public static string OfWasm(ReadOnlySpan<byte> wasm) => WasmLine + Hex.Of(Sha256.Of(wasm));

    /// <summary>A short name for lines.</summary>
    public static string NameOf(string lines) => NameOf(Encoding.UTF8.GetBytes(lines));

    /// <summary>As the other one, of lines in UTF-8.</summary>
    public static string NameOf(ReadOnlySpan<byte> lines) => Hex.Of(Sha256.Of(lines));

    /// <summary>The first line of an image that isn't as here, but for the module's, with what is wanted; null when all are.</summary>
    /// <param name="found">The image's lines.</param>
    /// <param name="wanted">Those of the engine.</param>
    public static string? Difference(string found, string wanted)
    {
        int end = found.LastIndexOf('\n');
        if (end < 0) return "it has no key";
        return found.AsSpan(0, end).SequenceEqual(wanted) ? null : CodeSettings.Difference(found[..end], wanted);
    }

    private static string MachineLines() => string.Concat((string[])
        [
            "caisson=", Identity(typeof(ImageKey)), ".", Identity(typeof(Function)), ".", Identity(typeof(ModuleSyntax)),
            "\nruntime=", RuntimeInformation.FrameworkDescription,
            "\nsystem=", RuntimeInformation.RuntimeIdentifier,
            "\ncpu=", CpuFeatures.Current(),
            "\npage-size=", Environment.SystemPageSize.ToString(CultureInfo.InvariantCulture),
        ]);

    /// <summary>The compiler's own output is its version: two builds of different sources differ in it.</summary>
    private static string Identity(Type type) => Hex.Of(type.Module.ModuleVersionId.ToByteArray());
}
