using System.Text;
using Caisson.Tests;

namespace Caisson.Cli.Tests;

/// <summary>The samples do what the README says, from the folders that it says.</summary>
public class SampleTests
{
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
}
