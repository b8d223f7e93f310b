using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>Lists, and maps, which are lists of pairs.</summary>
internal sealed partial class AdapterWriter
{
    // Elements that are written one by one rather than in a loop.
    private const uint MaxUnrolled = 4;

    /// <summary>Takes a list over. abi: load_list_from_range, store_list_into_range</summary>
    /// <param name="from">Its layout where it is.</param>
    /// <param name="to">Its layout where it goes.</param>
    /// <param name="begin">The local with its address.</param>
    /// <param name="length">The local with its length.</param>
    /// <returns>The locals with its address and length on the other side.</returns>
    private (int Begin, int Length) WriteList(Layout from, Layout to, int begin, int length)
    {
        (Layout element, Layout target) = (from.Element!, to.Element!);
        int count = _code.NewLocal(ValType.I64);
        _code.Get(length);
        Widen(_direction.From);
        _code.Set(count);
        CheckList(begin, count, element);
        int newBegin = _code.NewLocal(_direction.To.AddressType);
        Allocate(target.Alignment, () =>
        {
            _code.Get(count);
            _code.I64(target.ElemSize);
            _code.Op(Op.I64Mul);
        });
        _code.Set(newBegin);
        WriteElements(element, target, new Address(begin, 0), new Address(newBegin, 0), () => _code.Get(count));
        int newLength = _code.NewLocal(_direction.To.AddressType);
        _code.Get(count);
        Narrow(_direction.To);
        _code.Set(newLength);
        return (newBegin, newLength);
    }

    private void WriteFixedList(Layout from, Layout to, Address source, Address destination)
    {
        (Layout element, Layout target, uint length) = (from.Element!, to.Element!, from.Length!.Value);
        if (IsPlain(element) || length > MaxUnrolled)
        {
            WriteElements(element, target, source, destination, () => _code.I64(length));
            return;
        }
        for (uint i = 0; i < length; i++) WriteMemory(element, target, source.Plus(i * element.ElemSize), destination.Plus(i * target.ElemSize));
    }

    /// <summary>Traps unless the list isn't too long, is aligned, and lies in the memory. abi: load_list_from_range</summary>
    private void CheckList(int begin, int count, Layout element)
    {
        _code.Get(count);
        _code.I64(AbiLimits.MaxListByteLength / element.ElemSize);
        _code.Op(Op.I64GtU);
        TrapIf(AdapterTrap.ListTooLong);
        CheckAligned(begin, element.Alignment, _direction.From);
        int bytes = _code.NewLocal(ValType.I64);
        _code.Get(count);
        _code.I64(element.ElemSize);
        _code.Op(Op.I64Mul);
        _code.Set(bytes);
        CheckRange(begin, bytes, _direction.From, AdapterTrap.ListOutOfBounds);
    }

    /// <summary>abi: load_list_from_valid_range, store_list_into_valid_range</summary>
    private void WriteElements(Layout from, Layout to, Address source, Address destination, Action pushCount)
    {
        if (IsPlain(from) && from.Kind == to.Kind && from.ElemSize == to.ElemSize)
        {
            CopyElements(from.ElemSize, source, destination, pushCount);
            return;
        }
        int left = _code.NewLocal(ValType.I64);
        pushCount();
        _code.Set(left);
        (int read, int write) = (_code.NewLocal(_direction.From.AddressType), _code.NewLocal(_direction.To.AddressType));
        PushAddress(source, _direction.From);
        _code.Set(read);
        PushAddress(destination, _direction.To);
        _code.Set(write);
        _code.Begin(Op.Block);
        _code.Begin(Op.Loop);
        _code.Get(left);
        _code.I64(0);
        _code.Op(Op.I64Eq);
        _code.BrIf(1);
        WriteMemory(from, to, new Address(read, 0), new Address(write, 0));
        Advance(read, from.ElemSize);
        Advance(write, to.ElemSize);
        _code.Get(left);
        _code.I64(1);
        _code.Op(Op.I64Sub);
        _code.Set(left);
        _code.Br(0);
        _code.End();
        _code.End();
    }

    private void CopyElements(uint elemSize, Address source, Address destination, Action pushCount)
    {
        PushAddress(destination, _direction.To);
        PushAddress(source, _direction.From);
        pushCount();
        _code.I64(elemSize);
        _code.Op(Op.I64Mul);
        if (!_direction.From.Is64 || !_direction.To.Is64) _code.Op(Op.I32WrapI64);
        _code.MemoryCopy(_direction.To.Memory, _direction.From.Memory);
    }

    private void Advance(int local, uint bytes)
    {
        bool is64 = _code.TypeOf(local) == ValType.I64;
        _code.Get(local);
        _code.Pointer(bytes, is64);
        _code.Op(is64 ? Op.I64Add : Op.I32Add);
        _code.Set(local);
    }
}
