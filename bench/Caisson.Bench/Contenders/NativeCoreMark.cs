using System.Diagnostics;
using System.Globalization;
using Caisson.Bench.Workloads;

namespace Caisson.Bench.Contenders;

/// <summary>CoreMark as native code, from its own source, in the configuration of the module: a run for performance on 2,000 bytes of static memory.</summary>
/// <param name="program">The program, with its source.</param>
/// <param name="compiler">The compiler.</param>
/// <param name="flags">More flags than all compilers get.</param>
internal sealed class NativeCoreMark(GuestProgram program, string compiler, params string[] flags) : IRunner
{
    /// <summary>About a second, as with the other contenders. Its clock is the system's, so that it can't be told to work for less than ten seconds.</summary>
    private const int Iterations = 25_000;

    private static readonly string[] Files = ["core_list_join.c", "core_main.c", "core_matrix.c", "core_state.c", "core_util.c", "posix/core_portme.c"];

    private readonly string _path = NativeCompiler.Compile("coremark", compiler, Args(program.Source!, flags));

    /// <inheritdoc/>
    public (double Milliseconds, Answer Answer) Run()
    {
        // The seeds of a run for performance, as the module has them.
        var start = new ProcessStartInfo(_path, ["0", "0", "0x66", Iterations.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var answer = new Answer(process.ExitCode, output);
        return (program.Problem(answer) is null ? program.OwnTime!(answer) * program.ClockSpeed : 0, answer);
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(_path);

    private static IEnumerable<string> Args(string source, string[] flags) =>
        [.. flags, "-DPERFORMANCE_RUN=1", "-DMEM_METHOD=MEM_STATIC", "-DFLAGS_STR=\"\"", $"-I{source}", $"-I{Path.Combine(source, "posix")}", .. Files.Select(file => Path.Combine(source, file)), "-lrt"];
}
