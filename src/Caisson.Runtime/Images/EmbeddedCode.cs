namespace Caisson.Runtime;

/// <summary>Code that is part of the program: all of it is there. Immutable.</summary>
internal sealed class EmbeddedCode(EmbeddedModule module) : CompiledCode
{
    /// <inheritdoc/>
    public override nint GetEntryPoint(int definedIndex, Action? checkpoint) => module.EntryPoint(definedIndex);

    /// <inheritdoc/>
    public override void CompileAll(CancellationToken cancellation) => cancellation.ThrowIfCancellationRequested();

    /// <inheritdoc/>
    public override Task PrepareAsync(IReadOnlyList<int>? roots, int maxDegreeOfParallelism, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled(cancellation) : Task.CompletedTask;
}
