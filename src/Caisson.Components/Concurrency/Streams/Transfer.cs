namespace Caisson.Components.Concurrency;

/// <summary>What the two ends of a stream or future share, as an end sees it. abi: SharedBase</summary>
internal interface IShared
{
    /// <summary>The type of the elements. abi: t</summary>
    ElementType Element { get; }

    /// <summary>Where it was made.</summary>
    ComponentStore Store { get; }

    /// <summary>Whether an end is gone. abi: dropped</summary>
    bool IsDropped { get; }

    /// <summary>Ends an operation, if it still waits; also one that has copied some elements. abi: cancel</summary>
    void Cancel(CopyOperation operation);

    /// <summary>An end goes away. abi: drop</summary>
    void Drop();
}

/// <summary>Elements on their way from one buffer to another.</summary>
internal static class Transfer
{
    /// <exception cref="Runtime.TrapException">Both ends are in one instance, and the elements would have to be allocated.</exception>
    public static void CheckParties(CopyOperation one, CopyOperation other, ElementType element, string noun)
    {
        if (one.Instance is not null && one.Instance == other.Instance && !element.IsNoneOrNumber) throw TaskErrors.IntraComponent(noun);
    }

    public static void Copy(ElementType element, ReadableBuffer source, WritableBuffer destination, int count)
    {
        if (element.Type is null)
        {
            source.Skip(count);
            destination.Skip(count);
        }
        else if (element.NumberSize > 0) destination.WriteBytes(source.ReadBytes(count), count);
        else destination.Write(source.Read(count));
    }
}
