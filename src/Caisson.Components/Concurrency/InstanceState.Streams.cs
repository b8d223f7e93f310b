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
        Handles.Add(new ReadableStreamEnd(OfStore(stream as SharedStream) ?? ((HostStream)stream).Open(Store, new ElementType(type.Element, this))));

    /// <inheritdoc/>
    public uint LowerFuture(ComponentFuture future, FutureType type) =>
        Handles.Add(new ReadableFutureEnd(OfStore(future as SharedFuture) ?? ((HostFuture)future).Open(Store, new ElementType(type.Element, this))));

    /// <exception cref="InvalidOperationException">It is one of another store, or of an earlier use of a pooled instance.</exception>
    private T? OfStore<T>(T? shared) where T : class, IShared => shared is null || shared.Store == Store ? shared : throw StreamErrors.OtherStore();

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
