using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// The level of instruction sets that code compiled ahead of time may use on this machine. Coarse on purpose: machines of one level share
/// what is compiled.
/// </summary>
internal static class CpuLevel
{
    /// <summary>In the words of crossgen2's <c>--instruction-set</c>; null on a processor without levels.</summary>
    public static string? Current { get; } = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => X64(),
        Architecture.Arm64 => Arm64(),
        _ => null,
    };

    private static string X64() =>
        Avx512F.VL.IsSupported && Avx512BW.VL.IsSupported && Avx512CD.VL.IsSupported && Avx512DQ.VL.IsSupported ? "x86-64-v4"
        : Avx2.IsSupported && Bmi1.IsSupported && Bmi2.IsSupported && Fma.IsSupported && Lzcnt.IsSupported ? "x86-64-v3"
        : Sse42.IsSupported && Popcnt.IsSupported ? "x86-64-v2"
        : "x86-64";

    /// <summary>Atomics (LSE) can't be asked for; a processor with dot products, an extension of 8.2, has them.</summary>
    private static string Arm64() =>
        OperatingSystem.IsMacOS() ? "apple-m1"
        : Dp.IsSupported && Rdm.IsSupported ? "armv8.2-a,dotprod"
        : "armv8-a";
}
