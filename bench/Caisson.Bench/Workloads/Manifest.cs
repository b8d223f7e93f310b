using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Caisson.Bench.Workloads;

/// <summary>The programs that the manifest of the real programs lists with an answer: those of sightglass and libsodium, and CoreMark.</summary>
internal static partial class Manifest
{
    private static readonly string[] Quick = ["pulldown-cmark", "rust-json", "shootout-base64", "shootout-keccak", "shootout-xblabla20", "libsodium-auth5", "libsodium-stream2"];

    /// <summary>
    /// Programs that draw lots for how long they work: the instructions of three runs, counted by fuel, differed by 40 to 170 %, those
    /// of all others by 3 % at most.
    /// </summary>
    private static readonly string[] Random = ["libsodium-secretbox_easy2", "libsodium-secretstream", "libsodium-secretstream_xchacha20poly1305", "libsodium-sodium_utils"];

    /// <summary>
    /// The sums that CoreMark itself compares with what it knows. It wouldn't say that they are right after a run of less than ten
    /// seconds of its clock, which happens when the machine was busy while it chose the number of iterations.
    /// </summary>
    private const string CoreMarkResults = "2K performance run*crclist*: 0xe714*crcmatrix*: 0x1fd7*crcstate*: 0x8e3a*";

    /// <summary>Reads the manifest.</summary>
    /// <param name="folder">The folder of the real programs.</param>
    public static IEnumerable<GuestProgram> Read(string folder)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));
        return [.. manifest.RootElement.EnumerateArray().Select(entry => Program(folder, entry)).OfType<GuestProgram>().Where(program => !Random.Contains(program.Name))];
    }

    private static GuestProgram? Program(string folder, JsonElement entry)
    {
        string file = entry.GetProperty("file").GetString()!;
        bool isTimed = entry.GetProperty("kind").GetString()!.StartsWith("wasi-p1 + bench.", StringComparison.Ordinal);
        string? set = file == "wasm3/coremark.wasm" ? Sets.CoreMark
            : !isTimed ? null
            : file.StartsWith("libsodium/", StringComparison.Ordinal) ? Sets.Libsodium
            : Sets.Sightglass;
        if (set is null) return null;

        string cwd = Path.Combine(folder, entry.GetProperty("cwd").GetString()!);
        string name = entry.GetProperty("id").GetString()!.Replace("sightglass-", "", StringComparison.Ordinal);
        if (set != Sets.Sightglass) name = Path.GetFileNameWithoutExtension(name);
        var program = new GuestProgram(name, set, Path.Combine(folder, file))
        {
            IsQuick = Quick.Contains(name),
            Dirs = [.. entry.GetProperty("dirs").EnumerateArray().Select(dir => (Path.Combine(cwd, dir[0].GetString()!), dir[1].GetString()!))],
            Expected = Expected(entry.GetProperty("expect")),
        };
        return set == Sets.CoreMark ? program with { OwnTime = OfCoreMark, ClockSpeed = 10, Source = Places.CoreMark, Expected = new Expectation(0, null, OutputGlob: CoreMarkResults) } : program;
    }

    private static Expectation Expected(JsonElement expect)
    {
        return new Expectation(expect.GetProperty("exit").GetInt32(), Text("stdout"), Text("stderr"), Text("stdout_glob"));

        string? Text(string name) => expect.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;
    }

    /// <summary>Milliseconds for a thousand iterations; what it takes for a second was a tenth of one.</summary>
    private static double OfCoreMark(Answer answer) =>
        1e6 / (10 * double.Parse(Speed().Match(answer.Output).Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"Iterations/Sec\s*:\s*([\d.]+)")]
    private static partial Regex Speed();
}
