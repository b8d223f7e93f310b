using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Caisson.Compiler.Precompilation;

namespace Caisson.Compiler.Tests.Precompilation;

/// <summary>What images are told apart by must be what code gets to hear from the processor.</summary>
public sealed class CpuFeaturesTests
{
    [Fact]
    public void Answers_are_those_that_code_gets()
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "the names are those of x64");
        string features = CpuFeatures.Current();
        Assert.SkipWhen(features.Contains('='), "a switch of the runtime is set");
        (string Name, bool Is)[] answers =
        [
            ("+ssse3", Ssse3.IsSupported), ("+sse4.1", Sse41.IsSupported), ("+avx2", Avx2.IsSupported), ("+fma", Fma.IsSupported), ("+lzcnt", Lzcnt.IsSupported),
            ("+avx512vl", Avx512F.VL.IsSupported), ("+avx512vbmi", Avx512Vbmi.VL.IsSupported), ("+avxvnni", AvxVnni.IsSupported), ("+avx10.2", Avx10v2.IsSupported),
        ];
        Assert.All(answers, answer => Assert.Equal(answer.Is, features.Contains(answer.Name, StringComparison.Ordinal)));
    }
}
