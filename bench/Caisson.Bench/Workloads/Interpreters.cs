using System.Globalization;
using System.Text.RegularExpressions;

namespace Caisson.Bench.Workloads;

/// <summary>
/// Interpreters that run the scripts of bench/scripts, whose answers stand beside them: those of the same language on another
/// implementation. The scripts work long enough that starting the interpreter doesn't matter; CPython, which starts slowly, times them itself.
/// </summary>
internal static partial class Interpreters
{
    private static readonly string Scripts = Path.Combine(Places.Repository, "bench", "scripts");

    /// <summary>One workload a script, for those interpreters that are there.</summary>
    /// <param name="folder">The folder of the real programs.</param>
    public static IEnumerable<GuestProgram> Find(string folder) =>
        new[]
        {
            CPython(folder, "objects"),
            CPython(folder, "text"),
            QuickJs(folder, "objects") with { IsQuick = true },
            QuickJs(folder, "text"),
            Sqlite(folder, "join") with { IsQuick = true },
            Sqlite(folder, "sort"),
        }.Where(program => File.Exists(program.File));

    private static GuestProgram CPython(string folder, string script)
    {
        string root = Path.Combine(folder, "python-3.11", "root");
        return Program("CPython", Path.Combine(folder, "python-3.11", "python-3.11.3.wasm"), script, ".py") with
        {
            Args = ["-B", $"/bench/{script}.py"],
            Env = new Dictionary<string, string> { ["PYTHONHASHSEED"] = "0" },
            Dirs = [(root, "/"), (Scripts, "/bench")],
            OwnTime = answer => double.Parse(Elapsed().Match(answer.Error).Groups[1].Value, CultureInfo.InvariantCulture),
        };
    }

    private static GuestProgram QuickJs(string folder, string script) =>
        Program("QuickJS", Path.Combine(folder, "wasmedge-quickjs", "wasmedge_quickjs.wasm"), script, ".js") with
        {
            Args = [$"{script}.js"],
            Dirs = [(Scripts, ".")],
        };

    private static GuestProgram Sqlite(string folder, string script) =>
        Program("SQLite", Path.Combine(folder, "sqlite-3.26", "sqlite.wasm"), script, ".sql") with
        {
            Args = [":memory:", File.ReadAllText(Path.Combine(Scripts, script + ".sql"))],
            Dirs = [(Scripts, "/")],
        };

    private static GuestProgram Program(string interpreter, string file, string script, string extension) =>
        new($"{interpreter} {script}", Sets.Interpreters, file)
        {
            Expected = new Expectation(0, File.ReadAllText(Path.Combine(Scripts, script + extension + ".out"))),
        };

    [GeneratedRegex(@"elapsed ([\d.]+) ms")]
    private static partial Regex Elapsed();
}
