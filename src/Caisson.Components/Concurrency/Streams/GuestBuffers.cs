using Caisson.Components.CanonicalAbi;
using Caisson.Components.Values;

namespace Caisson.Components.Concurrency;

/// <summary>Where a guest's elements lie. abi: BufferGuestImpl</summary>
internal readonly struct GuestRange
{
    private readonly Layout? _element;

    /// <exception cref="Runtime.TrapException">The range isn't aligned, or not inside the memory.</exception>
    public GuestRange(LiftLowerContext context, ElementType element, ulong address, int length)
    {
        (Context, Address) = (context, address);
        if (element.Type is null) return;
        _element = Layout.Of(element.Type, context.Is64);
        if (length == 0) return;
        if (!_element.IsAligned(address)) throw AbiErrors.UnalignedPointer();
        if (!context.Memory.Contains(address, (ulong)length * _element.ElemSize)) throw AbiErrors.PointerOutOfBounds();
    }

    public LiftLowerContext Context { get; }

    public ulong Address { get; }

    public Layout Element => _element!;

    /// <summary>Where an element lies.</summary>
    public ulong At(int index) => Address + ((ulong)index * Element.ElemSize);
}

/// <summary>Elements in a guest's memory that it writes to a stream or future. abi: ReadableBufferGuestImpl</summary>
internal sealed class GuestSource(LiftLowerContext context, ElementType element, ulong address, int length) : ReadableBuffer(length)
{
    private readonly GuestRange _range = new(context, element, address, length);

    /// <inheritdoc/>
    public override ComponentValue[] Read(int count)
    {
        var elements = new ComponentValue[count];
        for (int i = 0; i < count; i++) elements[i] = Abi.Load(_range.Context, _range.At(Progress + i), _range.Element);
        Progress += count;
        return elements;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> ReadBytes(int count)
    {
        ulong address = _range.At(Progress);
        Progress += count;
        return _range.Context.Memory.Read(address, checked(count * (int)_range.Element.ElemSize));
    }
}

/// <summary>Room in a guest's memory for what it reads from a stream or future. abi: WritableBufferGuestImpl</summary>
internal sealed class GuestDestination(LiftLowerContext context, ElementType element, ulong address, int length) : WritableBuffer(length)
{
    private readonly GuestRange _range = new(context, element, address, length);

    /// <inheritdoc/>
    public override void Write(ComponentValue[] elements)
    {
        for (int i = 0; i < elements.Length; i++) Abi.Store(_range.Context, elements[i], _range.Element, _range.At(Progress + i));
        Progress += elements.Length;
    }

    /// <inheritdoc/>
    public override void WriteBytes(ReadOnlySpan<byte> elements, int count)
    {
        _range.Context.Memory.Write(_range.At(Progress), elements);
        Progress += count;
    }
}
