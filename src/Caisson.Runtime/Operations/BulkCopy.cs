namespace Caisson.Runtime.Operations;

/// <summary>
/// Filling and copying in pieces of about a millisecond, between which an interrupted instance traps; what was done until then
/// stays done. Costs fuel by length, before it begins. Bounds are checked by the caller. Safe from any thread.
/// </summary>
internal static unsafe class BulkCopy
{
    private const int BytesAtOnce = 8 << 20, ReferencesAtOnce = 1 << 18;

    private const int BytesPerFuel = 64, ReferencesPerFuel = 8;

    /// <summary>Whether so many bytes cost no fuel, so that nobody needs to know whose they are.</summary>
    public static bool IsShort(long length) => length < BytesPerFuel;

    /// <summary>Sets bytes.</summary>
    public static void Fill(Instance instance, byte* start, long length, byte value)
    {
        instance.ConsumeFuel(length / BytesPerFuel);
        for (long done = 0; done < length; done += BytesAtOnce)
        {
            CheckBetween(instance, done);
            new Span<byte>(start + done, (int)long.Min(BytesAtOnce, length - done)).Fill(value);
        }
    }

    /// <summary>Copies bytes between places that may overlap.</summary>
    public static void Copy(Instance instance, byte* source, byte* destination, long length)
    {
        instance.ConsumeFuel(length / BytesPerFuel);
        for (long done = 0; done < length; done += BytesAtOnce)
        {
            CheckBetween(instance, done);
            long count = long.Min(BytesAtOnce, length - done), from = destination <= source ? done : length - done - count;
            Buffer.MemoryCopy(source + from, destination + from, count, count);
        }
    }

    /// <summary>Sets references.</summary>
    public static void Fill(Instance instance, Span<object?> references, object? value)
    {
        instance.ConsumeFuel(references.Length / ReferencesPerFuel);
        for (int done = 0; done < references.Length; done += ReferencesAtOnce)
        {
            CheckBetween(instance, done);
            references.Slice(done, int.Min(ReferencesAtOnce, references.Length - done)).Fill(value);
        }
    }

    /// <summary>Copies references between places that may overlap.</summary>
    /// <param name="instance">Whose code asks for it.</param>
    /// <param name="source">From here.</param>
    /// <param name="destination">As many, there.</param>
    /// <param name="forward">Whether the first go first, so that an overlap at the end of the destination does no harm.</param>
    public static void Copy(Instance instance, ReadOnlySpan<object?> source, Span<object?> destination, bool forward)
    {
        instance.ConsumeFuel(source.Length / ReferencesPerFuel);
        for (int done = 0; done < source.Length; done += ReferencesAtOnce)
        {
            CheckBetween(instance, done);
            int count = int.Min(ReferencesAtOnce, source.Length - done), from = forward ? done : source.Length - done - count;
            source.Slice(from, count).CopyTo(destination[from..]);
        }
    }

    private static void CheckBetween(Instance instance, long done)
    {
        if (done > 0 && instance.IsInterrupted) Trap.Interrupted();
    }
}
