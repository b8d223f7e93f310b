using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// What operations and code compiled ahead of time may ask of the processor, as text: where it is equal, they get the same answers. A method that asks as
/// code does, by <c>IsSupported</c>, is one that the JIT compiles; each start of a program would wait for it.
/// </summary>
internal static class CpuFeatures
{
    /// <summary>With these, the runtime uses less than the processor has.</summary>
    private static readonly string[] Switches =
    [
        "EnableHWIntrinsic", "EnableSSE42", "EnableAVX", "EnableAVX2", "EnableAVX512", "EnableAVX512v2", "EnableAVX512v3", "EnableAVX10v1", "EnableAVX10v2", "EnableAVXVNNI",
        "EnableAVXVNNIINT", "PreferredVectorBitWidth", "MaxVectorTBitWidth",
    ];

    /// <summary>Those of this process.</summary>
    public static string Current()
    {
        string features = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => X64(),
            Architecture.Arm64 => Arm64(),
            _ => "",
        };
        foreach (string name in Switches)
            if ((Environment.GetEnvironmentVariable("DOTNET_" + name) ?? Environment.GetEnvironmentVariable("COMPlus_" + name)) is { } value) features += $" {name}={value}";
        return features;
    }

    /// <summary>By CPUID, whose bits have the names that processors' manuals give them.</summary>
    private static string X64()
    {
        int leaves = X86Base.CpuId(0, 0).Eax;
        int basic = X86Base.CpuId(1, 0).Ecx, lzcnt = X86Base.CpuId(unchecked((int)0x80000001), 0).Ecx;
        (_, int extended, int extended2, _) = leaves >= 7 ? X86Base.CpuId(7, 0) : default;
        (int later, _, _, int later2) = leaves >= 7 ? X86Base.CpuId(7, 1) : default;
        int avx10 = Has(later2, 19) && leaves >= 0x24 ? X86Base.CpuId(0x24, 0).Ebx & 0xFF : 0;
        return string.Concat((string[])
            [
                "x64",
                If(basic, 9, "+ssse3"), If(basic, 19, "+sse4.1"), If(basic, 20, "+sse4.2"), If(basic, 23, "+popcnt"), If(basic, 27, "+osxsave"), If(basic, 28, "+avx"), If(basic, 12, "+fma"),
                If(extended, 3, "+bmi1"), If(extended, 5, "+avx2"), If(extended, 8, "+bmi2"), If(lzcnt, 5, "+lzcnt"),
                If(extended, 16, "+avx512f"), If(extended, 17, "+avx512dq"), If(extended, 28, "+avx512cd"), If(extended, 30, "+avx512bw"), If(extended, 31, "+avx512vl"),
                If(extended2, 1, "+avx512vbmi"), If(later, 4, "+avxvnni"), avx10 switch { 0 => "", 1 => "+avx10.1", _ => "+avx10.2" },
            ]);
    }

    private static string If(int word, int bit, string name) => Has(word, bit) ? name : "";

    private static bool Has(int word, int bit) => ((word >> bit) & 1) != 0;

    private static string Arm64() => (AdvSimd.Arm64.IsSupported ? "arm64+advsimd" : "arm64") + (Dp.IsSupported ? "+dp" : "") + (Rdm.IsSupported ? "+rdm" : "");
}
