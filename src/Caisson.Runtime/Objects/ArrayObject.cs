using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Caisson.Runtime.Operations;

namespace Caisson.Runtime;

/// <summary>The arrays of one storage kind. References lie in cells, so that storing one needs no check of covariance.</summary>
/// <typeparam name="T">byte, short, int, long, float, double, Vector128&lt;byte&gt; or <see cref="ReferenceCell"/>.</typeparam>
internal sealed class ArrayObject<T> : WasmArray where T : struct
{
    /// <summary>From here on an allocation may fail although there is room for small ones.</summary>
    private const int LargeBytes = 1 << 20;

    /// <summary>The elements. Read by emitted code.</summary>
    internal T[] Elements;

    private ArrayObject(T[] elements, int rtt) => (Elements, Count, Rtt) = (elements, elements.Length, rtt);

    /// <summary>An array of elements that nothing else refers to. Called by emitted code.</summary>
    public static ArrayObject<T> Wrap(T[] elements, int rtt) => new(elements, rtt);

    /// <summary>An array of zeros or nulls. Called by emitted code.</summary>
    /// <param name="length">Without sign.</param>
    /// <param name="rtt">Its type.</param>
    /// <param name="max">The largest length allowed.</param>
    /// <exception cref="TrapException">It is longer, or there is no memory for it.</exception>
    public static ArrayObject<T> Create(int length, int rtt, int max)
    {
        if ((uint)length > (uint)max) Trap.AllocationLimit();
        return new ArrayObject<T>((long)length * Unsafe.SizeOf<T>() < LargeBytes ? new T[length] : Allocate(length), rtt);
    }

    /// <summary>An array of equal elements. Called by emitted code of a context.</summary>
    /// <exception cref="TrapException">It is longer than allowed, or there is no memory for it.</exception>
    public static ArrayObject<T> CreateFilled(T value, int length, int rtt, int max, nint context)
    {
        ArrayObject<T> array = Create(length, rtt, max);
        Fill(array.Elements, value, context);
        return array;
    }

    /// <summary>spec: exec-array.fill. Called by emitted code of a context.</summary>
    /// <exception cref="TrapException">The array is null or too short.</exception>
    public static void Fill(object? array, int start, T value, int count, nint context)
    {
        if (array is null) Trap.NullArrayReference();
        var typed = Unsafe.As<ArrayObject<T>>(array);
        typed.CheckRange(start, count);
        Fill(typed.Elements.AsSpan(start, count), value, context);
    }

    internal override Value Load(int index) => FromElement(Elements[index]);

    internal override void Store(int index, Value value) => Elements[index] = ToElement(value);

    internal override void Fill(int start, Value value, int count) => Elements.AsSpan(start, count).Fill(ToElement(value));

    internal override void CopyFrom(nint context, WasmArray source, int from, int to, int count)
    {
        ReadOnlySpan<T> elements = Unsafe.As<ArrayObject<T>>(source).Elements.AsSpan(from, count);
        if (IsShort(context, count)) elements.CopyTo(Elements.AsSpan(to));
        else BulkCopy.Copy(Instance.At(context), elements, Elements.AsSpan(to), forward: to <= from);
    }

    internal override void CopyFrom(Instance instance, ReadOnlySpan<byte> source, int to)
    {
        Debug.Assert(!RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        ref byte first = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetArrayDataReference(Elements));
        Span<byte> bytes = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, (nint)to * Unsafe.SizeOf<T>()), source.Length);
        BulkCopy.Copy(instance, source, bytes, forward: true);
    }

    internal override void CopyFrom(Instance instance, ReadOnlySpan<object?> source, int to)
    {
        ref T first = ref MemoryMarshal.GetReference(Elements.AsSpan(to, source.Length));
        BulkCopy.Copy(instance, source, MemoryMarshal.CreateSpan(ref Unsafe.As<T, object?>(ref first), source.Length), forward: true);
    }

    private static void Fill(Span<T> elements, T value, nint context)
    {
        if (IsShort(context, elements.Length)) elements.Fill(value);
        else BulkCopy.Fill(Instance.At(context), elements, value);
    }

    private static bool IsShort(nint context, int count) => BulkCopy.IsShort(context, (long)count * Unsafe.SizeOf<T>());

    /// <summary>The collector throws when it has no room; to a guest that is a trap.</summary>
    private static T[] Allocate(int length)
    {
        try
        {
            return new T[length];
        }
        catch (OutOfMemoryException)
        {
            Trap.AllocationLimit();
            throw;
        }
    }

    private static Value FromElement(T element) => element switch
    {
        byte number => (int)number,
        short number => (int)(ushort)number,
        int number => number,
        long number => number,
        float number => number,
        double number => number,
        Vector128<byte> vector => vector,
        ReferenceCell cell => Value.FromReference(cell.Reference),
        _ => throw new UnreachableException(),
    };

    private static T ToElement(Value value) => (T)(default(T) switch
    {
        byte => (object)(byte)value.AsInt32(),
        short => (short)value.AsInt32(),
        int => value.AsInt32(),
        long => value.AsInt64(),
        float => value.AsSingle(),
        double => value.AsDouble(),
        Vector128<byte> => value.AsVector128(),
        ReferenceCell => new ReferenceCell(value.AsReference()),
        _ => throw new UnreachableException(),
    });
}
