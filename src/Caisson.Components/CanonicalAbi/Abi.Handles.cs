using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi;

internal static partial class Abi
{
    /// <summary>abi: lift_error_context</summary>
    public static ComponentValue LiftErrorContext(LiftLowerContext cx, uint i) =>
        cx.Instance.Handles.Get(i) is ComponentErrorContext context ? ComponentValue.ErrorContext(context) : throw AbiErrors.NotAnErrorContext(i);

    /// <summary>abi: lift_own</summary>
    public static ComponentValue LiftOwn(LiftLowerContext cx, uint i, OwnType t)
    {
        cx.Charge(64);
        RuntimeResource resource = cx.Instance.ResourceOf(t.Resource);
        return ComponentValue.Own(new ComponentResource(resource, LiftOwn(cx, i, resource), isOwner: true));
    }

    /// <summary>Takes a resource out of the table. abi: lift_own</summary>
    public static ResourceRep LiftOwn(LiftLowerContext cx, uint i, RuntimeResource resource)
    {
        ResourceHandle h = GetResource(cx, i, resource);
        if (h.NumLends != 0) throw AbiErrors.Lent();
        if (!h.IsOwn) throw AbiErrors.NotOwn(i);
        cx.Instance.Handles.Remove(i);
        return h.Rep;
    }

    /// <summary>abi: lift_borrow</summary>
    public static ComponentValue LiftBorrow(LiftLowerContext cx, uint i, BorrowType t)
    {
        cx.Charge(64);
        RuntimeResource resource = cx.Instance.ResourceOf(t.Resource);
        return ComponentValue.Borrow(cx.AddBorrow(new ComponentResource(resource, LiftBorrow(cx, i, resource), isOwner: false)));
    }

    /// <summary>Lends a resource of the table for the call. abi: lift_borrow</summary>
    public static ResourceRep LiftBorrow(LiftLowerContext cx, uint i, RuntimeResource resource)
    {
        ResourceHandle h = GetResource(cx, i, resource);
        (cx.LenderScope ?? throw new InvalidOperationException("borrows are lifted for a subtask")).AddLender(h);
        return h.Rep;
    }

    /// <summary>abi: lift_stream</summary>
    public static ComponentValue LiftStream(LiftLowerContext cx, uint i, StreamType t) => ComponentValue.Stream(cx.Instance.LiftStream(i, t));

    /// <summary>abi: lift_future</summary>
    public static ComponentValue LiftFuture(LiftLowerContext cx, uint i, FutureType t) => ComponentValue.Future(cx.Instance.LiftFuture(i, t));

    /// <summary>abi: lower_error_context</summary>
    public static uint LowerErrorContext(LiftLowerContext cx, ComponentValue v) => cx.Instance.Handles.Add(v.AsErrorContext());

    /// <summary>abi: lower_own</summary>
    public static uint LowerOwn(LiftLowerContext cx, ComponentValue v, OwnType t)
    {
        RuntimeResource resource = Checked(v, ComponentValueKind.Own, cx.Instance.ResourceOf(t.Resource));
        return LowerOwn(cx, v.AsResource().HandOver(), resource);
    }

    /// <summary>Puts a resource into the table. abi: lower_own</summary>
    public static uint LowerOwn(LiftLowerContext cx, ResourceRep rep, RuntimeResource resource) =>
        cx.Instance.Handles.Add(new ResourceHandle(resource, rep, isOwn: true));

    /// <summary>abi: lower_borrow</summary>
    public static uint LowerBorrow(LiftLowerContext cx, ComponentValue v, BorrowType t)
    {
        RuntimeResource resource = Checked(v, ComponentValueKind.Borrow, cx.Instance.ResourceOf(t.Resource));
        return LowerBorrow(cx, v.AsResource().Lend(), resource);
    }

    /// <summary>Puts a borrow into the table; whoever implements the resource receives its own number instead. abi: lower_borrow</summary>
    public static uint LowerBorrow(LiftLowerContext cx, ResourceRep rep, RuntimeResource resource)
    {
        if (resource.Implementation == cx.Instance) return rep.Number;
        IBorrowScope scope = cx.BorrowScope ?? throw new InvalidOperationException("borrows are lowered for a task");
        uint i = cx.Instance.Handles.Add(new ResourceHandle(resource, rep, isOwn: false, scope));
        scope.NumBorrows++;
        return i;
    }

    /// <summary>abi: lower_stream</summary>
    public static uint LowerStream(LiftLowerContext cx, ComponentValue v, StreamType t) => cx.Instance.LowerStream(v.AsStream(), t);

    /// <summary>abi: lower_future</summary>
    public static uint LowerFuture(LiftLowerContext cx, ComponentValue v, FutureType t) => cx.Instance.LowerFuture(v.AsFuture(), t);

    private static ResourceHandle GetResource(LiftLowerContext cx, uint i, RuntimeResource resource)
    {
        if (cx.Instance.Handles.Get(i) is not ResourceHandle h) throw AbiErrors.NotAResource(i);
        return h.Resource == resource ? h : throw AbiErrors.WrongResource(i, resource, h.Resource);
    }

    // Components can't pass a resource of the wrong type, but a host can.
    private static RuntimeResource Checked(ComponentValue v, ComponentValueKind kind, RuntimeResource resource)
    {
        if (v.Kind != kind) throw ValueErrors.WrongKind(v, kind);
        RuntimeResource found = v.AsResource().Resource;
        return found == resource ? resource : throw AbiErrors.WrongHostResource(resource, found);
    }
}
