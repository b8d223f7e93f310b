using System.Collections.Immutable;
using Caisson.Compiler.Splitting;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Tests.Splitting;

/// <summary>The compiler, and the last module that it compiled.</summary>
internal sealed class SpyBackend(JitLimits limits) : ICodeBackend
{
    private readonly IlBackend _inner = new() { Limits = limits };

    public CompiledModule Last { get; private set; } = null!;

    public string Name => _inner.Name;

    /// <summary>A module whose functions have all become IL.</summary>
    public static CompiledModule CompileAll(byte[] bytes, JitLimits limits)
    {
        var spy = new SpyBackend(limits);
        new Engine(EngineOptions.Default with { Backend = spy }).Compile(bytes).CompileAll(TestContext.Current.CancellationToken);
        return spy.Last;
    }

    public CompiledCode Compile(ModuleSyntax module, TypeIds types, ContextLayout layout, EngineOptions options) => Last = (CompiledModule)_inner.Compile(module, types, layout, options);

    public nint GetHostThunk(Type delegateType, FuncType type) => _inner.GetHostThunk(delegateType, type);

    public StructLayout GetStructLayout(StructLayout? parent, ImmutableArray<StorageKind> fields) => _inner.GetStructLayout(parent, fields);

    public Invoker GetInvoker(FuncType type) => _inner.GetInvoker(type);

    public Delegate CreateDelegate(Type delegateType, Function function) => _inner.CreateDelegate(delegateType, function);

    public Delegate CreateDelegate(Type delegateType, PooledFunction function) => _inner.CreateDelegate(delegateType, function);
}
