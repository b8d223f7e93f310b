using Caisson.Cli.Tests.RealWorld;
using Caisson.Tests;

namespace Caisson.Cli.Tests.WasiSuite;

/// <summary>
/// The programs of the wasi-testsuite for WASI 0.3, through <c>caisson run</c> and <c>caisson serve</c>, with the servers that they talk to. Each on a copy of its
/// folder.
/// </summary>
public sealed class WasiSuiteTests
{
    private const string Folder = "suites/wasi-testsuite/tests/rust/testsuite/wasm32-wasip3";

    public static TheoryData<string> Programs => Suites.TryFind(Folder) is { } folder
        ? [.. Directory.EnumerateFiles(folder, "*.wasm").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)]
        : [];

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Programs))]
    public async Task Programs_behave(string program)
    {
        string path = Path.Combine(Suites.Find(Folder), program + ".wasm");
        var specification = Specification.For(path);
        string? root = specification.Operations.Select(operation => operation.Root).FirstOrDefault(root => root is not null);
        using TemporaryCopy? copy = root is null ? null : TemporaryCopy.Of(Path.Combine(Suites.Find(Folder), root));
        foreach (string leftover in copy is null ? [] : Directory.GetFiles(copy.Path, "*.cleanup")) File.Delete(leftover);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        await using OperationRunner runner = new(path, specification, copy?.Path, deadline.Token);
        await runner.RunAsync();
    }

    [Fact]
    public void No_program_is_left_out()
    {
        _ = Suites.Find(Folder);
        Assert.Equal(55, Programs.Count);
    }
}
