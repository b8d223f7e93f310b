using Caisson.Components.CanonicalAbi;
using Caisson.Components.Values;

namespace Caisson.Components.Concurrency;

/// <summary>
/// The core functions that the canonical ABI gives to the code of one instance, each under its name, in the order of the specification.
/// Called by guests, on the thread that works for the store. abi: canon …
/// </summary>
internal sealed partial class BuiltIns(InstanceState instance)
{
    /// <summary>What asynchronous built-ins return when they would have to wait. abi: BLOCKED</summary>
    private const uint Blocked = 0xffff_ffff;

    private ComponentStore Store => instance.Store;

    private GuestThread CurrentThread => instance.Store.Current!;

    private GuestTask CurrentTask => CurrentThread.Task;

    /// <summary>abi: canon_resource_new</summary>
    public uint ResourceNew(RuntimeResource resource, uint rep)
    {
        instance.CheckMayLeave();
        return instance.Handles.Add(new ResourceHandle(resource, new ResourceRep(rep), isOwn: true));
    }

    /// <summary>abi: canon_resource_drop</summary>
    public void ResourceDrop(RuntimeResource resource, uint index)
    {
        instance.CheckMayLeave();
        ResourceHandle handle = GetResource(resource, index);
        if (handle.NumLends != 0) throw AbiErrors.Lent();
        instance.Handles.Remove(index);
        if (handle.IsOwn) Store.Destroy(handle, instance);
        else handle.BorrowScope!.NumBorrows--;
    }

    /// <summary>abi: canon_resource_rep</summary>
    public uint ResourceRep(RuntimeResource resource, uint index) => GetResource(resource, index).Rep.Number;

    /// <summary>abi: canon_context_get</summary>
    public ulong ContextGet(uint slot) => CurrentThread.Storage[slot];

    /// <summary>abi: canon_context_set</summary>
    public void ContextSet(uint slot, ulong value) => CurrentThread.Storage[slot] = value;

    /// <summary>abi: canon_backpressure_inc</summary>
    public void BackpressureInc() => instance.IncreaseBackpressure();

    /// <summary>abi: canon_backpressure_dec</summary>
    public void BackpressureDec() => instance.DecreaseBackpressure();

    /// <summary>abi: canon_error_context_new</summary>
    public uint ErrorContextNew(CanonicalOptions options, ulong address, ulong taggedCodeUnits)
    {
        instance.CheckMayLeave();
        ComponentValue message = Abi.LoadStringFromRange(new LiftLowerContext(options, instance), address, taggedCodeUnits);
        return instance.Handles.Add(new ComponentErrorContext(message.AsString()));
    }

    /// <summary>abi: canon_error_context_debug_message</summary>
    public void ErrorContextDebugMessage(CanonicalOptions options, uint index, ulong address)
    {
        instance.CheckMayLeave();
        var context = instance.Get<ComponentErrorContext>(index);
        var layout = Layout.Of(new Types.PrimType(Types.PrimKind.String), options.Is64);
        var cx = new LiftLowerContext(options, instance);
        if (!cx.Memory.Contains(address, layout.ElemSize)) throw AbiErrors.PointerOutOfBounds();
        Abi.StoreString(cx, ComponentValue.String(context.DebugMessage), address, layout);
    }

    /// <summary>abi: canon_error_context_drop</summary>
    public void ErrorContextDrop(uint index)
    {
        instance.CheckMayLeave();
        instance.Remove<ComponentErrorContext>(index);
    }

    private ResourceHandle GetResource(RuntimeResource resource, uint index)
    {
        if (instance.Handles.Get(index) is not ResourceHandle handle) throw AbiErrors.NotAResource(index);
        return handle.Resource == resource ? handle : throw AbiErrors.WrongResource(index, resource, handle.Resource);
    }
}
