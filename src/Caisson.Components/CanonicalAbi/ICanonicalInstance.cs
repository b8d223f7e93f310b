using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi;

/// <summary>What lifting and lowering need of a component instance, or of the host where that is one end of a call. abi: ComponentInstance</summary>
internal interface ICanonicalInstance
{
    /// <summary>Resources, waitables and error contexts. abi: ComponentInstance.handles</summary>
    HandleTable<object> Handles { get; }

    /// <summary>Whether its code may call out. abi: ComponentInstance.may_leave</summary>
    bool MayLeave { get; set; }

    /// <summary>What a resource type of the instance's component is at run time.</summary>
    RuntimeResource ResourceOf(ResourceType type);

    /// <summary>Takes the readable end of a stream out of the table. abi: lift_stream</summary>
    /// <exception cref="Runtime.TrapException">The index isn't one, or the end is in use.</exception>
    ComponentStream LiftStream(uint index, StreamType type);

    /// <summary>Takes the readable end of a future out of the table. abi: lift_future</summary>
    /// <exception cref="Runtime.TrapException">The index isn't one, or the end is in use.</exception>
    ComponentFuture LiftFuture(uint index, FutureType type);

    /// <summary>Puts the readable end of a stream into the table. abi: lower_stream</summary>
    uint LowerStream(ComponentStream stream, StreamType type);

    /// <summary>Puts the readable end of a future into the table. abi: lower_future</summary>
    uint LowerFuture(ComponentFuture future, FutureType type);
}
