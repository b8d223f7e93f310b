using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.Concurrency;

/// <summary>
/// A read or write of the host's, to be awaited. The host counts as busy before it and after it: guests may wait for what it does next, but not for it while
/// it waits for them.
/// </summary>
internal sealed class HostCopy(ComponentStore store, CopyBuffer buffer) : CopyOperation(null, buffer)
{
    private readonly TaskCompletionSource<CopyResult> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<CopyResult> Outcome => _outcome.Task;

    /// <summary>A write goes on until everything has been read, a read ends with the first elements.</summary>
    public override void OnCopy(SharedStream stream)
    {
        if (Buffer is ReadableBuffer { Remain: > 0 }) return;
        stream.ResetPending();
        OnCopyDone(CopyResult.Completed);
    }

    /// <inheritdoc/>
    public override void OnCopyDone(CopyResult result)
    {
        store.HostPending++;
        _outcome.SetResult(result);
    }

    /// <summary>Begins. On the thread that works for the store.</summary>
    public void Begin(Action<CopyOperation> copy)
    {
        store.HostPending--;
        try
        {
            copy(this);
        }
        catch (Exception e)
        {
            // The guest at the other end has trapped; so it was told.
            store.HostPending++;
            _outcome.TrySetException(e);
        }
    }
}

/// <summary>Elements of the host's: bytes, where they are numbers.</summary>
internal sealed class HostSource : ReadableBuffer
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ComponentValue[] _elements;
    private readonly int _size;

    /// <summary>Nothing: to learn when somebody reads.</summary>
    public HostSource() : base(0) => _elements = [];

    public HostSource(ReadOnlyMemory<byte> bytes, int size) : base(bytes.Length / size) => (_bytes, _size, _elements) = (bytes, size, []);

    public HostSource(ComponentValue[] elements) : base(elements.Length) => _elements = elements;

    /// <inheritdoc/>
    public override ComponentValue[] Read(int count)
    {
        Progress += count;
        return _elements[(Progress - count)..Progress];
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> ReadBytes(int count)
    {
        Progress += count;
        return _bytes.Span.Slice((Progress - count) * _size, count * _size);
    }
}

/// <summary>Room of the host's.</summary>
internal sealed class HostDestination : WritableBuffer
{
    private readonly Memory<byte> _bytes;
    private readonly int _size;

    public HostDestination(Memory<byte> bytes, int size) : base(bytes.Length / size) => (_bytes, _size) = (bytes, size);

    public HostDestination(int length) : base(length) { }

    /// <summary>What has come, where elements aren't numbers.</summary>
    public List<ComponentValue> Elements { get; } = [];

    /// <inheritdoc/>
    public override void Write(ComponentValue[] elements)
    {
        Elements.AddRange(elements);
        Progress += elements.Length;
    }

    /// <inheritdoc/>
    public override void WriteBytes(ReadOnlySpan<byte> elements, int count)
    {
        elements.CopyTo(_bytes.Span[(Progress * _size)..]);
        Progress += count;
    }
}

/// <summary>Numbers as they lie in memory, and as values.</summary>
internal static class NumberElements
{
    public static ComponentValue[] ToValues(ElementType element, ReadOnlySpan<byte> bytes)
    {
        int size = element.NumberSize;
        var values = new ComponentValue[bytes.Length / size];
        for (int i = 0; i < values.Length; i++) values[i] = ToValue(((PrimType)element.Type!).Kind, bytes.Slice(i * size, size));
        return values;
    }

    public static byte[] ToBytes(ElementType element, ComponentValue[] values) =>
        [.. values.SelectMany(value => ToBytes(((PrimType)element.Type!).Kind, value))];

    private static ComponentValue ToValue(PrimKind kind, ReadOnlySpan<byte> bytes) => kind switch
    {
        PrimKind.S8 => ComponentValue.S8((sbyte)bytes[0]),
        PrimKind.U8 => ComponentValue.U8(bytes[0]),
        PrimKind.S16 => ComponentValue.S16(BitConverter.ToInt16(bytes)),
        PrimKind.U16 => ComponentValue.U16(BitConverter.ToUInt16(bytes)),
        PrimKind.S32 => ComponentValue.S32(BitConverter.ToInt32(bytes)),
        PrimKind.U32 => ComponentValue.U32(BitConverter.ToUInt32(bytes)),
        PrimKind.S64 => ComponentValue.S64(BitConverter.ToInt64(bytes)),
        PrimKind.U64 => ComponentValue.U64(BitConverter.ToUInt64(bytes)),
        PrimKind.F32 => ComponentValue.F32(BitConverter.ToSingle(bytes)),
        _ => ComponentValue.F64(BitConverter.ToDouble(bytes)),
    };

    private static byte[] ToBytes(PrimKind kind, ComponentValue value) => kind switch
    {
        PrimKind.S8 => [(byte)value.AsSByte()],
        PrimKind.U8 => [value.AsByte()],
        PrimKind.S16 => BitConverter.GetBytes(value.AsInt16()),
        PrimKind.U16 => BitConverter.GetBytes(value.AsUInt16()),
        PrimKind.S32 => BitConverter.GetBytes(value.AsInt32()),
        PrimKind.U32 => BitConverter.GetBytes(value.AsUInt32()),
        PrimKind.S64 => BitConverter.GetBytes(value.AsInt64()),
        PrimKind.U64 => BitConverter.GetBytes(value.AsUInt64()),
        PrimKind.F32 => BitConverter.GetBytes(value.AsSingle()),
        _ => BitConverter.GetBytes(value.AsDouble()),
    };
}
