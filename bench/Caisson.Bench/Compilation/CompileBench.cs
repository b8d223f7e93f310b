using System.Diagnostics;
using System.Text.Json;

namespace Caisson.Bench.Compilation;

/// <summary>
/// Compiles big modules, each step in a process of its own, so that no step finds what another left behind. Steps take turns; the
/// best time and the smallest peak count.
/// </summary>
/// <param name="rounds">How often; Caisson compiles everything once only, which takes minutes.</param>
/// <param name="log">Gets a line for each module and for whatever goes wrong.</param>
internal sealed class CompileBench(int rounds, TextWriter log)
{
    /// <summary>A step that takes longer is stopped.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly List<string> _failures = [], _omissions = [];

    /// <summary>What went wrong.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>What Wasmtime refuses.</summary>
    public IReadOnlyList<string> Omissions => _omissions;

    /// <summary>Compiles modules.</summary>
    /// <param name="modules">Which.</param>
    public CompileRow[] Run(IReadOnlyList<BigModule> modules) =>
        [.. modules.Select((module, at) =>
        {
            log.Write($"[{at + 1}/{modules.Count}] compiling {module.Name}");
            CompileRow row = Run(module);
            log.WriteLine(FormattableString.Invariant($": first call {row.FirstCall:0} ms, all {row.All:0} ms, Wasmtime {row.Wasmtime:0} ms"));
            return row;
        })];

    private CompileRow Run(BigModule module)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, module.Bytes());
            var row = new CompileRow(module.Name, new FileInfo(file).Length);
            for (int round = 0; round < rounds; round++)
            {
                foreach (CompileStep step in Enum.GetValues<CompileStep>().Where(step => Takes(module, step, round)))
                    row = Best(row, InChild(module, file, step));
            }
            return row;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool Takes(BigModule module, CompileStep step, int round) =>
        (step != CompileStep.FirstCall || module.Call is not null) && (step != CompileStep.All || round == 0);

    private CompileRow InChild(BigModule module, string file, CompileStep step)
    {
        using Process child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["compile-once", module.Name, file, step.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> answer = child.StandardOutput.ReadToEndAsync(), error = child.StandardError.ReadToEndAsync();
        bool ended = child.WaitForExit(Longest);
        if (!ended) child.Kill();
        if (ended && child.ExitCode == 0) return JsonSerializer.Deserialize<CompileRow>(answer.Result.Trim().Split('\n')[^1])!;

        string reason = ended ? error.Result.Trim().ReplaceLineEndings(" ") : $"stopped after {Longest.TotalMinutes:0} minutes";
        string message = $"{module.Name}, {step}: {reason}";
        (step == CompileStep.Wasmtime ? _omissions : _failures).Add(message.Length > 300 ? message[..300] + "…" : message);
        log.Write($"\n  FAILED: {message}\n");
        return new CompileRow(module.Name, 0);
    }

    /// <summary>The smaller of each two numbers.</summary>
    /// <param name="row">So far.</param>
    /// <param name="next">One more.</param>
    public static CompileRow Best(CompileRow row, CompileRow next) => row with
    {
        Decode = Min(row.Decode, next.Decode),
        Validate = Min(row.Validate, next.Validate),
        FirstCall = Min(row.FirstCall, next.FirstCall),
        All = Min(row.All, next.All),
        Wasmtime = Min(row.Wasmtime, next.Wasmtime),
        FirstCallBytes = Min(row.FirstCallBytes, next.FirstCallBytes),
        AllBytes = Min(row.AllBytes, next.AllBytes),
        WasmtimeBytes = Min(row.WasmtimeBytes, next.WasmtimeBytes),
    };

    private static T? Min<T>(T? a, T? b)
        where T : struct, IComparable<T> =>
        a is null ? b : b is null || a.Value.CompareTo(b.Value) <= 0 ? a : b;
}
