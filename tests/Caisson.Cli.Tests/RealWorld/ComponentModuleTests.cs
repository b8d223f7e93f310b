using System.Text;
using Caisson.Runtime;
using Caisson.Tests;

namespace Caisson.Cli.Tests.RealWorld;

/// <summary>Real components, as far as their core modules tell anything: each one compiles, and a program of Kotlin's runs.</summary>
public class ComponentModuleTests
{
    public static IEnumerable<TheoryDataRow<int>> Components =>
        Manifest.Rows(entry => entry.Kind.StartsWith("component", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Components))]
    public void Every_module_compiles(int index)
    {
        Entry entry = Manifest.Get(index);
        var engine = new Engine();
        byte[][] modules = [.. ComponentModules.Of(File.ReadAllBytes(Path.Combine(Manifest.Folder!, entry.File)))];
        Assert.NotEmpty(modules);
        foreach (byte[] module in modules) engine.Compile(module).CompileAll(TestContext.Current.CancellationToken);
    }

    /// <summary>Its first module is a program for preview 1, with garbage collection and exceptions; the others adapt that to 0.2.</summary>
    [Fact]
    public async Task The_program_in_the_Kotlin_component_runs()
    {
        Suites.Find("realworld");
        Entry entry = Manifest.Entries.Single(entry => entry.Id == "kotlin-richards");
        byte[] component = await File.ReadAllBytesAsync(Path.Combine(Manifest.Folder!, entry.File), TestContext.Current.CancellationToken);
        using var folder = TemporaryCopy.Of(Path.Combine(Manifest.Folder!, entry.Cwd));
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "richards.wasm"), ComponentModules.Of(component).First(), TestContext.Current.CancellationToken);
        CommandResult result = await CommandLine.RunAsync(
            folder.Path, ["run", "--stub=bench", "--dir=.::.", "richards.wasm"], [], TestContext.Current.CancellationToken);
        Assert.Equal(entry.Expected("stdout"), Encoding.UTF8.GetString(result.Out));
        Assert.Equal(0, result.ExitCode);
    }
}
