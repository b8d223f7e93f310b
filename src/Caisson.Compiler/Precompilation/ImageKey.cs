using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Precompilation;

/// <summary>Everything that code depends on, one line each: <c>name=value</c>. Code fits where the lines are equal.</summary>
internal static class ImageKey
{
    private const string WasmLine = "wasm=";

    private static readonly string Machine = string.Join('\n', MachineLines());

    private static readonly ConditionalWeakTable<Engine, string> Keys = [];

    /// <summary>The lines but for the module's.</summary>
    public static string Of(Engine engine) => Keys.GetValue(engine, Create);

    /// <summary>The module's line.</summary>
    public static string OfWasm(ReadOnlySpan<byte> wasm) => WasmLine + Convert.ToHexStringLower(Sha256.Of(wasm));

    /// <summary>A short name for lines.</summary>
    public static string NameOf(string lines) => Convert.ToHexStringLower(Sha256.Of(Encoding.UTF8.GetBytes(lines)));

    /// <summary>The first line of an image that isn't as here, but for the module's, with what is wanted; null when all are.</summary>
    /// <param name="found">The image's lines.</param>
    /// <param name="wanted">Those of the engine.</param>
    public static string? Difference(string found, string wanted)
    {
        int end = found.LastIndexOf('\n');
        if (end < 0) return "it has no key";
        return found.AsSpan(0, end).SequenceEqual(wanted) ? null : CodeSettings.Difference(found[..end], wanted);
    }

    private static string Create(Engine engine) => $"{Machine}\nguard-pages={engine.UsesGuardPages}\n{CodeSettings.Of(engine.Options)}";

    private static IEnumerable<string> MachineLines() =>
    [
        $"caisson={Identity(typeof(ImageKey))}.{Identity(typeof(Function))}.{Identity(typeof(ModuleSyntax))}",
        $"runtime={RuntimeInformation.FrameworkDescription}",
        $"system={RuntimeInformation.RuntimeIdentifier}",
        $"cpu={CpuLevel.Current}{Extensions()}",
        string.Create(CultureInfo.InvariantCulture, $"page-size={Environment.SystemPageSize}"),
    ];

    /// <summary>The compiler's own output is its version: two builds of different sources differ in it.</summary>
    private static string Identity(Type type) => type.Module.ModuleVersionId.ToString("N");

    /// <summary>What operations ask the processor for, because emission follows the answers.</summary>
    private static string Extensions() => string.Concat(
    [
        Vector128.IsHardwareAccelerated ? "+simd" : "",
        Ssse3.IsSupported ? "+ssse3" : "",
        Sse41.IsSupported ? "+sse4.1" : "",
        Avx2.IsSupported ? "+avx2" : "",
        Fma.IsSupported ? "+fma" : "",
        AvxVnni.IsSupported ? "+avxvnni" : "",
        Avx512F.VL.IsSupported ? "+avx512f" : "",
        Avx512BW.VL.IsSupported ? "+avx512bw" : "",
        Avx512DQ.VL.IsSupported ? "+avx512dq" : "",
        Avx512Vbmi.VL.IsSupported ? "+avx512vbmi" : "",
        Avx10v2.IsSupported ? "+avx10.2" : "",
        AdvSimd.Arm64.IsSupported ? "+advsimd" : "",
        Dp.IsSupported ? "+dp" : "",
    ]);
}
