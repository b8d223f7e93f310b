using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// A host delegate bound to the instance that imported it. Its native cell stands in for the callee's context: the thunk gets
/// back to this object through it. Freed by its finalizer; the importing instance, or the function object, keeps it alive.
/// </summary>
internal sealed unsafe class HostBinding
{
    private readonly nint _cell;
    private readonly GCHandle _self;

    private readonly FuncType _type;
    private readonly BoundarySignature _signature;
    private readonly bool _hasReferences;
    private Value[]? _spare;

    public HostBinding(Delegate target, FuncType type, BoundarySignature signature, Instance? caller)
    {
        Target = target;
        (_type, _signature) = (type, signature);
        _hasReferences = HasReferences(type.Parameters) || HasReferences(type.Results);
        Caller = new Caller(caller);
        _self = GCHandle.Alloc(this, GCHandleType.Weak);
        _cell = (nint)NativeMemory.AllocZeroed(ContextLayout.Owner);
        Context = _cell + ContextLayout.Owner;
        *(nint*)(Context - ContextLayout.Owner) = GCHandle.ToIntPtr(_self);
    }

    ~HostBinding()
    {
        _self.Free();
        NativeMemory.Free((void*)_cell);
    }

    public Delegate Target { get; }

    public Caller Caller { get; }

    public nint Context { get; }

    /// <summary>The binding whose context this is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostBinding At(nint context) =>
        Unsafe.As<HostBinding>(GCHandle.FromIntPtr(*(nint*)(context - ContextLayout.Owner)).Target!);

    /// <summary>Room for the arguments and results of an untyped call; mostly that of the last one. Called by thunks.</summary>
    public static Value[] Take(HostBinding binding) =>
        Interlocked.Exchange(ref binding._spare, null) ?? new Value[binding._type.Parameters.Length + binding._type.Results.Length];

    /// <summary>The results have been read. Called by thunks.</summary>
    public static void GiveBack(HostBinding binding, Value[] values)
    {
        if (binding._hasReferences) Array.Clear(values);
        Volatile.Write(ref binding._spare, values);
    }

    /// <summary>Calls a host function whose type is only known at run time. Called by thunks.</summary>
    /// <param name="binding">The function.</param>
    /// <param name="values">The arguments, and behind them room for the results.</param>
    /// <exception cref="InvalidOperationException">It left a result of another type.</exception>
    public static void InvokeUntyped(HostBinding binding, Value[] values)
    {
        FuncType type = binding._type;
        Span<Value> arguments = values.AsSpan(0, type.Parameters.Length), results = values.AsSpan(type.Parameters.Length);
        for (int i = 0; i < results.Length; i++) results[i] = Value.Default(type.Results[i]);
        for (int i = 0; binding._hasReferences && i < arguments.Length; i++) arguments[i] = binding._signature.Parameters[i].Leave(arguments[i]);
        ((HostFunction)binding.Target)(binding.Caller, arguments, results);
        for (int i = 0; i < results.Length; i++)
            if (!binding._signature.Results[i].TryEnter(results[i], out results[i])) throw RuntimeErrors.WrongResult(type, i, results[i]);
    }

    private static bool HasReferences(ImmutableArray<ValType> types)
    {
        foreach (ValType type in types)
            if (type.IsRef) return true;
        return false;
    }
}
