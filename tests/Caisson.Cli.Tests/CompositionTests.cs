using System.Text;
using Caisson.Tests;

namespace Caisson.Cli.Tests;

/// <summary>Components of different languages, composed by the command, call each other.</summary>
public sealed class CompositionTests : IDisposable
{
    private const string Samples = "samples/Composition";
    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-").FullName;

    /// <summary>A program in C, made for WASI preview 1, calls prices in Rust, and both a store in C, whose resource they share.</summary>
    [Fact]
    public async Task C_calls_Rust_that_calls_C()
    {
        string whole = Path.Combine(_folder, "whole.wasm");
        await RunAsync("compose", $"{Samples}/till.wasm", "--plug", $"{Samples}/prices.wasm", "--plug", $"{Samples}/store.wasm", "-o", whole);
        await RunAsync("validate", whole);
        Assert.Equal(
            """
            all of it: 1030 cents
              for Zoë
              1 × apple [fruit]: 120
              2 × pear [fruit]: 160
              3 × soap []: 750
            a tenth less: 927 cents
              for Zoë
              1 × apple [fruit]: 120
              2 × pear [fruit]: 160
              3 × soap []: 750
            too much less: no bill, 101 % is too much
            a coupon: 880 cents
              for Zoë
              1 × apple [fruit]: 120
              2 × pear [fruit]: 160
              3 × soap []: 750
            cheap fruit: 890 cents
              for Zoë
              1 × apple [fruit]: 60
              2 × pear [fruit]: 80
              3 × soap []: 750

            """,
            await RunAsync("run", whole, "apple=120:fruit", "pear=80:fruit", "soap=250"));
    }

    /// <summary>One after the other is the same as all at once, but for what is in it.</summary>
    [Fact]
    public async Task What_is_composed_is_plugged_again()
    {
        string half = Path.Combine(_folder, "half.wasm"), whole = Path.Combine(_folder, "whole.wasm");
        await RunAsync("compose", $"{Samples}/prices.wasm", "--plug", $"{Samples}/store.wasm", "-o", half);
        await RunAsync("compose", $"{Samples}/till.wasm", "--plug", $"{Samples}/prices.wasm", "-o", whole);
        await RunAsync("compose", whole, "--plug", $"{Samples}/store.wasm", "-o", whole + "2");
        Assert.StartsWith("all of it: 5 cents\n", await RunAsync("run", whole + "2", "egg=5"), StringComparison.Ordinal);

        // Prices that have their store within can't be asked for the baskets of another one.
        CommandResult refused = await CommandLine.RunAsync(
            Suites.Repository, ["compose", $"{Samples}/till.wasm", "--plug", half, "-o", whole], [], TestContext.Current.CancellationToken);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("resource types are not the same", Encoding.UTF8.GetString(refused.Error), StringComparison.Ordinal);
    }

    /// <summary>Each part asks for some of the store; the composition asks for all of that, once.</summary>
    [Fact]
    public async Task What_is_left_to_import_is_one_interface()
    {
        string half = Path.Combine(_folder, "half.wasm");
        await RunAsync("compose", $"{Samples}/till.wasm", "--plug", $"{Samples}/prices.wasm", "-o", half);
        string[] wit = [.. (await RunAsync("wit", half)).Split('\n').Select(line => line.Trim())];
        Assert.Single(wit, "import sample:shop/goods@0.1.0;");
        Assert.DoesNotContain("import sample:shop/pricing@0.1.0;", wit);
        Assert.Contains("add: func(item: item, count: u32);", wit);
        Assert.Contains("items: func() -> list<tuple<item, u32>>;", wit);
        Assert.Contains("export wasi:cli/run@0.2.3;", wit);
    }

    [Fact]
    public async Task The_sample_links_and_composes()
    {
        CommandResult result = await CommandLine.RunAsync("Composition", Suites.Repository, [], [], TestContext.Current.CancellationToken);
        Assert.StartsWith("ok({lines: [\"for Ada\", \"2 × tea [hot]: 700\"], cents: 630})\nall of it: 120 cents\n", Encoding.UTF8.GetString(result.Out), StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    /// <summary>Its component is made by samples/Composition/build-javascript.sh.</summary>
    [Fact]
    public async Task JavaScript_calls_Rust_that_calls_C()
    {
        string counter = Path.Combine(Suites.Repository, "artifacts", "javascript", "counter.wasm"), whole = Path.Combine(_folder, "whole.wasm");
        Assert.SkipUnless(File.Exists(counter), "there is no artifacts/javascript/counter.wasm: samples/Composition/build-javascript.sh makes it");
        await RunAsync("compose", counter, "--plug", $"{Samples}/prices.wasm", "--plug", $"{Samples}/store.wasm", "-o", whole);
        Assert.Equal(
            "[\"for Bob\", \"2 × nut []: 200\", \"2 × figs [many]: 300\", \"500 cents for 2 kinds\"]\n",
            await RunAsync("run", "--invoke", "sell(\"Bob\", [\"nut\", \"figs\"])", whole));
        Assert.Equal("[\"Bob buys nothing\"]\n", await RunAsync("run", "--invoke", "sell(\"Bob\", [])", whole));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string> RunAsync(params string[] arguments)
    {
        CommandResult result = await CommandLine.RunAsync(Suites.Repository, arguments, [], TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, Encoding.UTF8.GetString(result.Error));
        return Encoding.UTF8.GetString(result.Out);
    }
}
