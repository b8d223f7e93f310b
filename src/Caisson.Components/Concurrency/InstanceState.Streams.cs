using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.Concurrency;

/// <summary>Ends of streams and futures that come and go as values.</summary>
internal sealed partial class InstanceState
{
    /// <inheritdoc/>
    public ComponentStream LiftStream(uint index, StreamType type) => (SharedStream)Lift<ReadableStreamEnd>(index, type.Element);

    /// <inheritdoc/>
    public ComponentFuture LiftFuture(uint index, FutureType type) => (SharedFuture)Lift<ReadableFutureEnd>(index, type.Element);

    /// <inheritdoc/>
    public uint LowerStream(ComponentStream stream, StreamType type) =>
        Handles.Add(new ReadableStreamEnd(stream as SharedStream ?? ((HostStream)stream).Open(Store, new ElementType(type.Element, this))));

    /// <inheritdoc/>
    public uint LowerFuture(ComponentFuture future, FutureType type) =>
        Handles.Add(new ReadableFutureEnd(future as SharedFuture ?? ((HostFuture)future).Open(Store, new ElementType(type.Element, this))));

    /// <summary>abi: lift_async_value</summary>
    private IShared Lift<T>(uint index, ComponentValType? element) where T : CopyEnd
    {
        T end = Get<T>(index);
        if (!end.Shared.Element.IsSameAs(new ElementType(element, this))) throw TaskErrors.WrongElementType(index);
        if (end.IsCopying) throw TaskErrors.LiftBusy(end.Noun);
        if (end.State == CopyState.Done) throw TaskErrors.LiftDone(end.Noun);
        if (end.Set is not null) throw TaskErrors.LiftJoined(end.Noun);
        Handles.Remove(index);
        return end.Shared;
    }
}
