using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>The backend of a program without a compiler: it runs the modules that are part of the program, and no others. Thread-safe.</summary>
internal sealed class EmbeddedBackend : ICodeBackend
{
    /// <inheritdoc/>
    public string Name => "compiled at build time";

    /// <inheritdoc/>
    public CompiledCode Compile(ModuleSyntax module, TypeIds types, ContextLayout layout, EngineOptions options) => throw RuntimeErrors.NoCompiler();

    /// <inheritdoc/>
    public nint GetHostThunk(Type delegateType, FuncType type) =>
        EmbeddedBoundaries.HostThunk(delegateType, type) is not 0 and var thunk ? thunk : throw RuntimeErrors.NotEmbedded(type);

    /// <inheritdoc/>
    public StructLayout GetStructLayout(StructLayout? parent, ImmutableArray<StorageKind> fields) => throw RuntimeErrors.NoStructEmbedded();

    /// <inheritdoc/>
    public Invoker GetInvoker(FuncType type) => EmbeddedBoundaries.Invoker(type) ?? throw RuntimeErrors.NotEmbedded(type);

    /// <inheritdoc/>
    public Delegate CreateDelegate(Type delegateType, Function function) =>
        EmbeddedBoundaries.Delegate(delegateType, function) ?? throw RuntimeErrors.DelegateNotEmbedded(delegateType, function.Type, ofPool: false);

    /// <inheritdoc/>
    public Delegate CreateDelegate(Type delegateType, PooledFunction function) =>
        EmbeddedBoundaries.Delegate(delegateType, function) ?? throw RuntimeErrors.DelegateNotEmbedded(delegateType, function.Type, ofPool: true);
}
