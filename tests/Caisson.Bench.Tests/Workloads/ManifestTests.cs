using Caisson.Bench.Workloads;

namespace Caisson.Bench.Tests.Workloads;

/// <summary>Which entries of the manifest are workloads.</summary>
public sealed class ManifestTests : IDisposable
{
    private const string Text = """
        [
          {"id": "sightglass-sort", "file": "sightglass-sort/benchmark.wasm", "kind": "wasi-p1 + bench.start/bench.end", "cwd": "sightglass-sort", "dirs": [[".", "."]], "expect": {"exit": 0, "stdout": "1 2", "stderr": ""}},
          {"id": "libsodium/libsodium-hash.wasm", "file": "libsodium/libsodium-hash.wasm", "kind": "wasi-p1 + bench.start/bench.end", "cwd": "libsodium", "dirs": [[".", "/x"]], "expect": {"exit": 0, "stdout": "0\n"}},
          {"id": "libsodium/libsodium-secretstream.wasm", "file": "libsodium/libsodium-secretstream.wasm", "kind": "wasi-p1 + bench.start/bench.end", "cwd": "libsodium", "dirs": [], "expect": {"exit": 0}},
          {"id": "wasm3/coremark.wasm", "file": "wasm3/coremark.wasm", "kind": "wasi-p1", "cwd": "wasm3", "dirs": [], "expect": {"exit": 0, "stdout_glob": "*"}},
          {"id": "cat", "file": "cat.wasm", "kind": "wasi-p1", "cwd": ".", "dirs": [], "expect": {"exit": 0}},
          {"id": "kotlin", "file": "kotlin.wasm", "kind": "component wasi:cli/run + bench.start", "cwd": ".", "dirs": [], "expect": {"exit": 0}}
        ]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public ManifestTests() => File.WriteAllText(Path.Combine(_folder, "manifest.json"), Text);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Programs_that_are_timed_and_CoreMark_are_workloads_but_not_those_of_random_length() =>
        Assert.Equal(["sort: sightglass", "libsodium-hash: libsodium", "coremark: CoreMark"], Manifest.Read(_folder).Select(program => $"{program.Name}: {program.Set}"));

    [Fact]
    public void Answers_and_folders_are_those_of_the_manifest()
    {
        GuestProgram sort = Manifest.Read(_folder).First();
        Assert.Equal(new Expectation(0, "1 2", ""), sort.Expected);
        Assert.Equal([(Path.Combine(_folder, "sightglass-sort", "."), ".")], sort.Dirs);
    }

    [Fact]
    public void CoreMark_tells_its_time_by_a_clock_that_runs_ten_times_as_fast()
    {
        GuestProgram coreMark = Manifest.Read(_folder).Last();
        Assert.Equal(10, coreMark.ClockSpeed);
        Assert.Equal(50, coreMark.OwnTime!(new Answer(0, "Iterations/Sec   : 2000.0\n")), 9);
    }
}
