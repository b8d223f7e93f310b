using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Operations;

/// <summary>
/// Filling and copying in pieces of about a millisecond, between which an interrupted instance traps; what was done until then
/// stays done. Costs fuel by length, before it begins. The host, who is no instance, is never interrupted. Bounds are checked by the caller. Safe from any thread.
/// </summary>
internal static unsafe class BulkCopy
{
    /// <summary>Smaller pieces would be slower: from here on the system's routines write past the caches.</summary>
    private const int BytesAtOnce = 2 << 20;

    private const int BytesPerFuel = 64;

    /// <summary>How many bytes need no look at anything: those that cost no fuel, or where it isn't counted, one piece.</summary>
    public static long AtOnce(EngineOptions options) => options.Fuel is null ? BytesAtOnce : BytesPerFuel - 1;

    /// <summary>Whether code of a context may fill or copy so many bytes without asking.</summary>
    public static bool IsShort(nint context, long length) => length <= *(long*)(context - ContextLayout.BulkAtOnce);

    /// <summary>Sets bytes.</summary>
    public static void Fill(Instance instance, byte* start, long length, byte value)
    {
        ConsumeFuel(instance, length);
        for (long done = 0; done < length; done += BytesAtOnce)
        {
            CheckBetween(instance, done);
            new Span<byte>(start + done, (int)long.Min(BytesAtOnce, length - done)).Fill(value);
        }
    }

    /// <summary>Copies bytes between places that may overlap.</summary>
    public static void Copy(Instance instance, byte* source, byte* destination, long length)
    {
        ConsumeFuel(instance, length);
        for (long done = 0; done < length; done += BytesAtOnce)
        {
            CheckBetween(instance, done);
            long count = long.Min(BytesAtOnce, length - done), from = destination <= source ? done : length - done - count;
            Buffer.MemoryCopy(source + from, destination + from, count, count);
        }
    }

    /// <summary>Sets elements.</summary>
    public static void Fill<T>(Instance? instance, Span<T> elements, T value)
    {
        ConsumeFuel(instance, (long)elements.Length * Unsafe.SizeOf<T>());
        int atOnce = BytesAtOnce / Unsafe.SizeOf<T>();
        for (int done = 0; done < elements.Length; done += atOnce)
        {
            CheckBetween(instance, done);
            elements.Slice(done, int.Min(atOnce, elements.Length - done)).Fill(value);
        }
    }

    /// <summary>Copies elements between places that may overlap.</summary>
    /// <param name="instance">Whose code asks for it.</param>
    /// <param name="source">From here.</param>
    /// <param name="destination">As many, there.</param>
    /// <param name="forward">Whether the first go first, so that an overlap at the end of the destination does no harm.</param>
    public static void Copy<T>(Instance? instance, ReadOnlySpan<T> source, Span<T> destination, bool forward)
    {
        ConsumeFuel(instance, (long)source.Length * Unsafe.SizeOf<T>());
        int atOnce = BytesAtOnce / Unsafe.SizeOf<T>();
        for (int done = 0; done < source.Length; done += atOnce)
        {
            CheckBetween(instance, done);
            int count = int.Min(atOnce, source.Length - done), from = forward ? done : source.Length - done - count;
            source.Slice(from, count).CopyTo(destination[from..]);
        }
    }

    /// <summary>Takes the fuel that so many bytes cost, if it is counted.</summary>
    /// <exception cref="TrapException">There isn't as much left.</exception>
    public static void ConsumeFuel(Instance? instance, long bytes) => instance?.ConsumeFuel(bytes / BytesPerFuel);

    private static void CheckBetween(Instance? instance, long done)
    {
        if (done > 0 && instance is { IsInterrupted: true }) Trap.Interrupted();
    }
}
