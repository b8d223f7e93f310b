using System.Runtime.CompilerServices;
using Caisson.Runtime;

namespace Caisson.Compiler.Precompilation;

/// <summary>The code of a module that was loaded from an image. Thread-safe.</summary>
internal sealed class ImageCode(LoadedImage image, int functions) : CompiledCode
{
    private readonly ModuleHandle _module = image.Assembly.ManifestModule.ModuleHandle;

    /// <inheritdoc/>
    public override nint GetEntryPoint(int definedIndex, Action? checkpoint)
    {
        RuntimeMethodHandle method = _module.ResolveMethodHandle(image.Manifest.MethodOf(definedIndex));
        if (!image.HasMachineCode)
        {
            // The JIT can't be interrupted, but needn't begin.
            checkpoint?.Invoke();
            RuntimeHelpers.PrepareMethod(method);
        }
        return method.GetFunctionPointer();
    }

    /// <summary>All that can fail has been done.</summary>
    public override void CompileAll(CancellationToken cancellation) => cancellation.ThrowIfCancellationRequested();

    /// <inheritdoc/>
    public override Task PrepareAsync(IReadOnlyList<int>? roots, int maxDegreeOfParallelism, CancellationToken cancellation) =>
        image.HasMachineCode ? Task.CompletedTask : Task.Run(() => Prepare(roots ?? Enumerable.Range(0, functions), cancellation), cancellation);

    private void Prepare(IEnumerable<int> chosen, CancellationToken cancellation)
    {
        foreach (int function in chosen.Where(function => function >= 0))
        {
            cancellation.ThrowIfCancellationRequested();
            GetEntryPoint(function, checkpoint: null);
        }
    }
}
