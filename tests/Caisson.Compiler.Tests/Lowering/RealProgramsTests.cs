using Caisson.Runtime;
using Caisson.Tests;

namespace Caisson.Compiler.Tests.Lowering;

/// <summary>Every function of the real programs that this machine has can be compiled.</summary>
public sealed class RealProgramsTests
{
    public static TheoryData<string> Programs { get; } = Suites.TryFind("realworld") is { } root
        ? [.. Suites.Files("realworld", "*.wasm").Where(IsCoreModule).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))]
        : [""];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_function_compiles(string program)
    {
        string file = Path.Combine(Suites.Find("realworld"), program);
        new Engine().Compile(File.ReadAllBytes(file)).CompileAll(TestContext.Current.CancellationToken);
    }

    /// <summary>Components have another version.</summary>
    private static bool IsCoreModule(string file)
    {
        using FileStream stream = File.OpenRead(file);
        Span<byte> header = stackalloc byte[8];
        return stream.ReadAtLeast(header, 8, throwOnEndOfStream: false) == 8 && header[4..].SequenceEqual("\u0001\0\0\0"u8);
    }
}
