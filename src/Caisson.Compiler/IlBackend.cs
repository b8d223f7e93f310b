using System.Collections.Concurrent;
using System.Collections.Immutable;
using Caisson.Compiler.Emit;
using Caisson.Compiler.Splitting;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler;

/// <summary>
/// Compiles to CLR IL and leaves the machine code to the runtime's own JIT. Emitted code is collectible and fully optimised from
/// its first call. Safe to use from several threads.
/// </summary>
public sealed class IlBackend : ICodeBackend
{
    private readonly HostThunks _thunks = new();
    private readonly StructLayouts _layouts = new();
    private readonly ConcurrentDictionary<FuncType, Invoker> _invokers = new();

    static IlBackend()
    {
        TrapException.FrameReader = EmittedAssembly.FramesOf;
        GuestFault.IsOfGuest = EmittedAssembly.Raised;
    }

    /// <inheritdoc/>
    public string Name => "CLR IL";

    /// <summary>How large functions may become before they are split.</summary>
    internal JitLimits Limits { get; init; } = JitLimits.Default;

    /// <inheritdoc/>
    public CompiledCode Compile(ModuleSyntax module, TypeIds types, ContextLayout layout, EngineOptions options) =>
        new CompiledModule(module, types, layout, options, Limits);

    /// <inheritdoc/>
    public nint GetHostThunk(Type delegateType, FuncType type) => _thunks.Get(delegateType, type);

    /// <inheritdoc/>
    public StructLayout GetStructLayout(StructLayout? parent, ImmutableArray<StorageKind> fields) => _layouts.Get(parent, fields);

    /// <inheritdoc/>
    public Invoker GetInvoker(FuncType type) => _invokers.GetOrAdd(type, Invokers.Create);

    /// <inheritdoc/>
    public Delegate CreateDelegate(Type delegateType, Function function) => TypedDelegates.Create(delegateType, function);

    /// <inheritdoc/>
    public Delegate CreateDelegate(Type delegateType, PooledFunction function) => TypedDelegates.Create(delegateType, function);
}
