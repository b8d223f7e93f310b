using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>Values that lie in memory on both sides. abi: load, store</summary>
internal sealed partial class AdapterWriter
{
    // What is larger becomes a function of its own, which keeps the code as large as the types are, and its nesting low.
    private const int MaxInlineWeight = 24;

    private readonly Dictionary<Layout, int> _weights = [];

    private void WriteMemory(Layout from, Layout to, Address source, Address destination)
    {
        if (WeightOf(from) <= MaxInlineWeight)
        {
            WriteInline(from, to, source, destination);
            return;
        }
        PushAddress(source, _direction.From);
        PushAddress(destination, _direction.To);
        _code.Call(_imports.FirstBody + HelperFor(from, to));
    }

    private void WriteInline(Layout from, Layout to, Address source, Address destination)
    {
        if (from.Kind != to.Kind || from.Length != to.Length) throw Different();
        switch (from.Kind)
        {
            case LayoutKind.String:
                WriteString(() => LoadWide(source), () => LoadWide(source.Plus(from.PointerSize)));
                StorePointers(destination, to.PointerSize);
                break;
            case LayoutKind.List when from.IsDynamicList:
                (int first, int count) = WriteList(from, to, LoadPointer(source), LoadPointer(source.Plus(from.PointerSize)));
                StorePointer(first, destination);
                StorePointer(count, destination.Plus(to.PointerSize));
                break;
            case LayoutKind.List:
                WriteFixedList(from, to, source, destination);
                break;
            case LayoutKind.Record:
                WriteFields(from, to, source, destination);
                break;
            case LayoutKind.Variant:
                WriteVariant(from, to, source, destination);
                break;
            default:
                _code.Get(destination.Base);
                Load(from.ElemSize, from.Kind is LayoutKind.S8 or LayoutKind.S16, source);
                WriteScalarInMemory(from, to);
                Store(to.ElemSize, destination);
                break;
        }
    }

    /// <summary>Bytes of numbers are right as they are.</summary>
    private void WriteScalarInMemory(Layout from, Layout to)
    {
        if (!IsNumber(from.Kind)) WriteScalar(from, to);
    }

    /// <summary>abi: load_record, store_record</summary>
    private void WriteFields(Layout from, Layout to, Address source, Address destination)
    {
        if (from.Fields.Length != to.Fields.Length || !from.Labels.SequenceEqual(to.Labels)) throw Different();
        if (from.ElemSize > 16 && IsPlain(from))
        {
            CopyBytes(from.ElemSize, source, destination);
            return;
        }
        for (int i = 0; i < from.Fields.Length; i++)
            WriteMemory(from.Fields[i].Layout, to.Fields[i].Layout, source.Plus(from.Fields[i].Offset), destination.Plus(to.Fields[i].Offset));
    }

    /// <summary>abi: load_variant, store_variant</summary>
    private void WriteVariant(Layout from, Layout to, Address source, Address destination)
    {
        int discriminant = _code.NewLocal(ValType.I32);
        Load(from.DiscriminantSize, isSigned: false, source);
        _code.Set(discriminant);
        CheckDiscriminant(discriminant, from, to);
        _code.Get(destination.Base);
        _code.Get(discriminant);
        Store(to.DiscriminantSize, destination);
        WriteCases(from, discriminant, i =>
            WriteMemory(from.Cases[i].Layout!, to.Cases[i].Layout!, source.Plus(from.PayloadOffset), destination.Plus(to.PayloadOffset)));
    }

    /// <summary>Checks where parameters or results lie. abi: lift_flat_values, lower_flat_values</summary>
    private void CheckTuple(int pointer, Layout tuple, AdapterSide side)
    {
        CheckAligned(pointer, tuple.Alignment, side);
        int size = MemoryBytes(side);
        _code.Get(size);
        _code.I64(tuple.ElemSize);
        _code.Op(Op.I64LtU);
        _code.Get(pointer);
        Widen(side);
        _code.Get(size);
        _code.I64(tuple.ElemSize);
        _code.Op(Op.I64Sub);
        _code.Op(Op.I64GtU);
        _code.Op(Op.I32Or);
        TrapIf(AdapterTrap.PointerOutOfBounds);
    }

    private void CheckAligned(int pointer, uint alignment, AdapterSide side)
    {
        if (alignment == 1) return;
        _code.Get(pointer);
        if (side.Is64) _code.Op(Op.I32WrapI64);
        Mask(alignment - 1);
        TrapIf(AdapterTrap.UnalignedPointer);
    }

    /// <summary>A local with the size of the memory as it is at this point.</summary>
    private int MemoryBytes(AdapterSide side)
    {
        int size = _code.NewLocal(ValType.I64);
        _code.MemorySize(side.Memory);
        Widen(side);
        _code.I64(side.Type!.Value.PageSizeLog2);
        _code.Op(Op.I64Shl);
        _code.Set(size);
        return size;
    }

    private void CopyBytes(uint count, Address source, Address destination)
    {
        PushAddress(destination, _direction.To);
        PushAddress(source, _direction.From);
        _code.Pointer(count, _direction.From.Is64 && _direction.To.Is64);
        _code.MemoryCopy(_direction.To.Memory, _direction.From.Memory);
    }

    private void PushAddress(Address address, AdapterSide side)
    {
        _code.Get(address.Base);
        if (address.Offset == 0) return;
        _code.Pointer(address.Offset, side.Is64);
        _code.Op(side.Is64 ? Op.I64Add : Op.I32Add);
    }

    private void Load(uint size, bool isSigned, Address source)
    {
        _code.Get(source.Base);
        Op op = size switch
        {
            1 => isSigned ? Op.I32Load8S : Op.I32Load8U,
            2 => isSigned ? Op.I32Load16S : Op.I32Load16U,
            4 => Op.I32Load,
            _ => Op.I64Load,
        };
        _code.Access(op, _direction.From.Memory, source.Offset);
    }

    /// <summary>Stores the number on the stack, whose address lies below.</summary>
    private void Store(uint size, Address destination) =>
        _code.Access(size switch { 1 => Op.I32Store8, 2 => Op.I32Store16, 4 => Op.I32Store, _ => Op.I64Store }, _direction.To.Memory, destination.Offset);

    private void LoadWide(Address source)
    {
        Load(_direction.From.Is64 ? 8u : 4u, isSigned: false, source);
        Widen(_direction.From);
    }

    private int LoadPointer(Address source)
    {
        int local = _code.NewLocal(_direction.From.AddressType);
        Load(_direction.From.Is64 ? 8u : 4u, isSigned: false, source);
        _code.Set(local);
        return local;
    }

    private void StorePointer(int local, Address destination)
    {
        _code.Get(destination.Base);
        _code.Get(local);
        Store(_direction.To.Is64 ? 8u : 4u, destination);
    }

    /// <summary>Stores the two numbers of 64 bits on the stack.</summary>
    private void StorePointers(Address destination, uint pointerSize)
    {
        (int begin, int length) = (_code.NewLocal(_direction.To.AddressType), _code.NewLocal(_direction.To.AddressType));
        Narrow(_direction.To);
        _code.Set(length);
        Narrow(_direction.To);
        _code.Set(begin);
        StorePointer(begin, destination);
        StorePointer(length, destination.Plus(pointerSize));
    }

    private static bool IsNumber(LayoutKind kind) => kind is >= LayoutKind.S8 and <= LayoutKind.F64;

    /// <summary>Whether every byte is a number's, so that values can be copied without being looked at.</summary>
    private static bool IsPlain(Layout layout) => layout.Kind switch
    {
        LayoutKind.Record => layout.Depth <= MaxDepth && layout.Fields.Sum(field => field.Layout.ElemSize) == layout.ElemSize && layout.Fields.All(field => IsPlain(field.Layout)),
        LayoutKind.List => !layout.IsDynamicList && IsPlain(layout.Element!),
        _ => IsNumber(layout.Kind),
    };

    /// <summary>About how many values have to be moved, however they are shared between types.</summary>
    private int WeightOf(Layout layout)
    {
        if (layout.Depth > MaxDepth) throw TooLarge();
        if (_weights.TryGetValue(layout, out int known)) return known;
        long weight = 1 + (layout.Kind == LayoutKind.List ? 4L + WeightOf(layout.Element!) : 0);
        foreach (LayoutField field in layout.Fields) weight += WeightOf(field.Layout);
        foreach (LayoutCase c in layout.Cases) weight += c.Layout is null ? 0 : WeightOf(c.Layout);
        return _weights[layout] = (int)Math.Min(weight, 1 << 20);
    }
}
