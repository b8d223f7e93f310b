using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Caisson.Runtime;

/// <summary>
/// A host delegate bound to the instance that imported it. Its native cell stands in for the callee's context: the thunk gets
/// back to this object through it. Freed by its finalizer; the importing instance, or the function object, keeps it alive.
/// </summary>
internal sealed unsafe class HostBinding
{
    private readonly nint _cell;
    private readonly GCHandle _self;

    public HostBinding(Delegate target, Instance? caller)
    {
        Target = target;
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
}
