using System.Diagnostics;

namespace Caisson.Bench.Contenders;

/// <summary>Makes programs of C.</summary>
internal static class NativeCompiler
{
    /// <summary>Compiles a program with -O3, for this process to run. The caller deletes it.</summary>
    /// <param name="name">What the file's name tells of it.</param>
    /// <param name="compiler">The compiler.</param>
    /// <param name="args">Flags, sources and libraries.</param>
    /// <returns>The path of the program.</returns>
    /// <exception cref="InvalidOperationException">The compiler failed.</exception>
    public static string Compile(string name, string compiler, IEnumerable<string> args)
    {
        string program = Path.Combine(Path.GetTempPath(), $"caisson-{name}-{compiler}-{Guid.NewGuid():N}");
        using Process made = Process.Start(compiler, ["-O3", "-o", program, .. args]);
        made.WaitForExit();
        return made.ExitCode == 0 ? program : throw new InvalidOperationException($"{compiler} refuses {name}");
    }
}
