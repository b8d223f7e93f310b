using Caisson.Runtime;
using Caisson.Tests;

namespace Caisson.Compiler.Tests.Lowering;

/// <summary>Every function of the real programs that this machine has can be compiled.</summary>
public sealed class RealProgramsTests
{
    /// <summary>Programs that use what can't be compiled yet; one that compiles fails its test, so that the list can only shrink.</summary>
    private static readonly string[] Debt = ["compile-only/napi-crc32.wasm", "compile-only/napi-argon2.wasm"];

    public static TheoryData<string> Programs { get; } = Suites.TryFind("realworld") is { } root
        ? [.. Suites.Files("realworld", "*.wasm").Where(IsCoreModule).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))]
        : [""];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_function_compiles(string program)
    {
        string file = Path.Combine(Suites.Find("realworld"), program);
        Exception? failure = Record.Exception(() => new Engine().Compile(File.ReadAllBytes(file)).CompileAll(TestContext.Current.CancellationToken));
        if (!Debt.Contains(program)) Assert.Null(failure);
        else Assert.True(failure is NotSupportedException or Wasm.ModuleException, $"{program} is not debt any more: {failure}");
    }

    /// <summary>Components have another version.</summary>
    private static bool IsCoreModule(string file)
    {
        using FileStream stream = File.OpenRead(file);
        Span<byte> header = stackalloc byte[8];
        return stream.ReadAtLeast(header, 8, throwOnEndOfStream: false) == 8 && header[4..].SequenceEqual("\u0001\0\0\0"u8);
    }
}
