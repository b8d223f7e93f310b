using System.Globalization;
using Caisson.Bench.Workloads;

namespace Caisson.Bench.Contenders;

/// <summary>A kernel in a process of its own, which reads n and writes nanoseconds and the result: native.c and v8.mjs.</summary>
internal sealed class ChildKernel : IRunner
{
    private readonly Child _child;
    private readonly int _n;

    private ChildKernel(int n, Child child)
    {
        _n = n;
        _child = child;
    }

    /// <summary>A kernel on V8.</summary>
    public static ChildKernel OnV8(Kernel kernel) =>
        new(kernel.N, new Child("node", "--no-liftoff", Path.Combine(kernel.Folder, "v8.mjs"), kernel.Wasm));

    /// <summary>A kernel as native code.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="compiler">The compiler.</param>
    /// <param name="flags">More flags than all compilers get.</param>
    public static ChildKernel Compile(Kernel kernel, string compiler, params string[] flags)
    {
        string[] args = ["-ffp-contract=off", "-fno-math-errno", .. flags, kernel.Source, Path.Combine(kernel.Folder, "native.c"), "-lm"];
        string program = NativeCompiler.Compile(kernel.Name, compiler, args);
        try
        {
            return new ChildKernel(kernel.N, new Child(program));
        }
        finally
        {
            File.Delete(program);
        }
    }

    /// <inheritdoc/>
    public (double Milliseconds, Answer Answer) Run()
    {
        string[] answer = _child.Ask(_n.ToString(CultureInfo.InvariantCulture)).Split(' ');
        return (long.Parse(answer[0], CultureInfo.InvariantCulture) / 1e6, new Answer(0, answer[1]));
    }

    /// <inheritdoc/>
    public void Dispose() => _child.Dispose();
}
