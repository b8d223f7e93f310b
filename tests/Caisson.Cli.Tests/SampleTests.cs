using System.Text;
using Caisson.Tests;

namespace Caisson.Cli.Tests;

/// <summary>The samples do what the README says, from the folders that it says.</summary>
public class SampleTests
{
    private const string Inventory = """
        read: circle 1.5
        read: rectangle 2 3
        skipped: can't measure blob
        read: blob 7
        skipped: not a number in "rectangle 1 x"
        read: rectangle 1 x
        read: circle 0.5
        Circle 0.78, Rectangle 6.0, Circle 7.06
        checksum 6000002

        """;

    [Fact]
    public async Task The_readme_s_command_draws_a_picture()
    {
        CommandResult result = await CommandLine.RunAsync(
            Suites.Repository, ["run", "samples/raytracer/raytracer.wasm"], [], TestContext.Current.CancellationToken);
        string[] lines = Encoding.UTF8.GetString(result.Out).TrimEnd().Split('\n');
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(20, lines.Length);
        Assert.All(lines, line => Assert.Equal(80, line.Length));
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task The_embedding_program_counts_primes()
    {
        CommandResult result = await CommandLine.RunAsync("Embedding", Suites.Repository, [], [], TestContext.Current.CancellationToken);
        Assert.Equal("2 3 5 7 11 13 17 19 23 29 31 37 41 43 47 - 15 primes below 50, counted by WebAssembly\n", Encoding.UTF8.GetString(result.Out));
    }

    [Fact]
    public async Task The_program_with_threads_counts()
    {
        CommandResult result = await CommandLine.RunAsync("Threads", Suites.Repository, [], [], TestContext.Current.CancellationToken);
        Assert.Equal("4 threads counted to 400000\n", Encoding.UTF8.GetString(result.Out));
    }

    [Fact]
    public async Task The_wasi_program_draws_a_smaller_picture()
    {
        CommandResult result = await CommandLine.RunAsync("WasiProgram", Suites.Repository, [], [], TestContext.Current.CancellationToken);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(10, Encoding.UTF8.GetString(result.Out).TrimEnd().Split('\n').Length);
    }

    /// <summary>The same source twice: with the exception instructions of the standard, and with the older ones.</summary>
    [Theory]
    [InlineData("samples/inventory/inventory.wasm")]
    [InlineData("tests/Caisson.Cli.Tests/Guests/inventory-legacy.wasm")]
    public async Task The_Kotlin_program_measures_shapes(string file)
    {
        CommandResult result = await CommandLine.RunAsync(Suites.Repository, ["run", file], [], TestContext.Current.CancellationToken);
        Assert.Equal(Inventory, Encoding.UTF8.GetString(result.Out));
        Assert.Equal(0, result.ExitCode);
    }
}
