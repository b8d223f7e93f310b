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
    public static string NameOf(string lines) => NameOf(ShortText.Utf8(lines));

    /// <summary>As the other one, of lines in UTF-8.</summary>
    public static string NameOf(ReadOnlySpan<byte> lines) => Hex.Of(Sha256.Of(lines));

    /// <summary>The first line of an image that isn't as here, but for the module's, with what is wanted; null when all are.</summary>
    /// <param name="found">The image's lines, in UTF-8.</param>
    /// <param name="wanted">Those of the engine.</param>
    public static string? Difference(ReadOnlySpan<byte> found, string wanted)
    {
        // Not LastIndexOf, which looks by vectors, too: see ShortText.
        int end = found.Length - 1;
        while (end >= 0 && found[end] != '\n') end--;
        if (end < 0) return "it has no key";
        return found[..end].SequenceEqual(ShortText.Utf8(wanted)) ? null : CodeSettings.Difference(Encoding.UTF8.GetString(found[..end]), wanted);
    }

    private static string MachineLines() => string.Concat((string[])
        [
            "caisson=", Identity(typeof(ImageKey)), ".", Identity(typeof(Function)), ".", Identity(typeof(ModuleSyntax)),
            "\nruntime=", RuntimeInformation.FrameworkDescription,
            "\nsystem=", RuntimeInformation.RuntimeIdentifier,
            "\ncpu=", CpuFeatures.Current(),
            "\npage-size=", Digits.Of((ulong)Environment.SystemPageSize),
        ]);

    /// <summary>The compiler's own output is its version: two builds of different sources differ in it.</summary>
    private static string Identity(Type type) => Hex.Of(type.Module.ModuleVersionId.ToByteArray());
}
