using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>Values that are on the stack on both sides. abi: lift_flat, lower_flat</summary>
internal sealed partial class AdapterWriter
{
    private int _flatWeight;

    private void WriteFlatFields(Layout from, Layout to, ref Slots source, ref Slots destination)
    {
        if (from.Fields.Length != to.Fields.Length) throw Different();
        for (int i = 0; i < from.Fields.Length; i++) WriteFlat(from.Fields[i].Layout, to.Fields[i].Layout, ref source, ref destination);
    }

    private void WriteFlat(Layout from, Layout to, ref Slots source, ref Slots destination)
    {
        if (from.Kind != to.Kind || from.Length != to.Length) throw Different();
        if (++_flatWeight > MaxFlatWeight || from.Depth > MaxDepth) throw TooLarge();
        switch (from.Kind)
        {
            case LayoutKind.String:
                (int begin, int length) = (source.Next(), source.Next());
                WriteString(() => GetWide(begin), () => GetWide(length));
                SetPointers(ref destination);
                break;
            case LayoutKind.List when from.IsDynamicList:
                (int first, int count) = WriteList(from, to, Narrowed(source.Next(), _direction.From), Narrowed(source.Next(), _direction.From));
                PutPointer(first, ref destination);
                PutPointer(count, ref destination);
                break;
            case LayoutKind.List:
                for (uint i = 0; i < from.Length; i++) WriteFlat(from.Element!, to.Element!, ref source, ref destination);
                break;
            case LayoutKind.Record:
                WriteFlatFields(from, to, ref source, ref destination);
                break;
            case LayoutKind.Variant:
                WriteFlatVariant(from, to, ref source, ref destination);
                break;
            default:
                GetSlot(source.Next(), from.Flat[0]);
                WriteScalar(from, to);
                SetSlot(destination.Next(), to.Flat[0]);
                break;
        }
    }

    /// <summary>abi: lift_flat_variant, lower_flat_variant</summary>
    private void WriteFlatVariant(Layout from, Layout to, ref Slots source, ref Slots destination)
    {
        (Slots sourceEnd, Slots destinationEnd) = (source, destination);
        (sourceEnd.Position, destinationEnd.Position) = (source.Position + (int)from.FlatCount, destination.Position + (int)to.FlatCount);
        int discriminant = _code.NewLocal(ValType.I32);
        GetSlot(source.Next(), ValType.I32);
        _code.Set(discriminant);
        CheckDiscriminant(discriminant, from, to);
        _code.Get(discriminant);
        SetSlot(destination.Next(), ValType.I32);
        (Slots payload, Slots target) = (source, destination);
        WriteCases(from, discriminant, i =>
        {
            (Slots s, Slots d) = (payload, target);
            WriteFlat(from.Cases[i].Layout!, to.Cases[i].Layout!, ref s, ref d);
        });
        (source, destination) = (sourceEnd, destinationEnd);
    }

    /// <summary>Traps unless there is such a case. abi: lift_flat_variant, load_variant</summary>
    private void CheckDiscriminant(int discriminant, Layout from, Layout to)
    {
        if (from.Cases.Length != to.Cases.Length) throw Different();
        _code.Get(discriminant);
        _code.I32((uint)from.Cases.Length);
        _code.Op(Op.I32GeU);
        TrapIf(AdapterTrap.InvalidDiscriminant);
        for (int i = 0; i < from.Cases.Length; i++)
            if (from.Cases[i].Label != to.Cases[i].Label || from.Cases[i].Layout is null != to.Cases[i].Layout is null) throw Different();
    }

    /// <summary>Branches to what each case carries.</summary>
    private void WriteCases(Layout variant, int discriminant, Action<int> write)
    {
        int[] carriers = [.. Enumerable.Range(0, variant.Cases.Length).Where(i => variant.Cases[i].Layout is not null)];
        if (carriers.Length == 0) return;
        if (carriers is [var only])
        {
            _code.Get(discriminant);
            _code.I32((uint)only);
            _code.Op(Op.I32Eq);
            _code.Begin(Op.If);
            write(only);
            _code.End();
            return;
        }
        for (int i = 0; i <= carriers.Length; i++) _code.Begin(Op.Block);
        var targets = new int[variant.Cases.Length];
        Array.Fill(targets, carriers.Length);
        for (int i = 0; i < carriers.Length; i++) targets[carriers[i]] = i;
        _code.Get(discriminant);
        _code.BrTable(targets, carriers.Length);
        for (int i = 0; i < carriers.Length; i++)
        {
            _code.End();
            write(carriers[i]);
            _code.Br(carriers.Length - 1 - i);
        }
        _code.End();
    }

    /// <summary>
    /// Makes the core value on the stack, which is as the caller gave it, one of the type: narrow, true or false, a character, or the handle that the other
    /// side knows.
    /// </summary>
    private void WriteScalar(Layout from, Layout to)
    {
        switch (from.Kind)
        {
            case LayoutKind.Bool:
                _code.I32(0);
                _code.Op(Op.I32Ne);
                break;
            case LayoutKind.U8:
                Mask(0xff);
                break;
            case LayoutKind.U16:
                Mask(0xffff);
                break;
            case LayoutKind.S8:
                _code.Op(Op.I32Extend8S);
                break;
            case LayoutKind.S16:
                _code.Op(Op.I32Extend16S);
                break;
            case LayoutKind.Char:
                CheckChar();
                break;
            case LayoutKind.Flags:
                if (!from.Labels.SequenceEqual(to.Labels)) throw Different();
                if (from.Labels.Length < 32) Mask((1u << from.Labels.Length) - 1);
                break;
            case LayoutKind.Own or LayoutKind.Borrow or LayoutKind.Stream or LayoutKind.Future or LayoutKind.ErrorContext:
                int handle = _code.NewLocal(ValType.I32);
                _code.Set(handle);
                _code.I32((uint)_imports.NumberOf(new HandleTransfer(from.Kind, from.Type, to.Type, _direction.IsResult)));
                _code.Get(handle);
                _code.Call(AdapterImports.Handle);
                break;
        }
    }

    /// <summary>abi: convert_i32_to_char</summary>
    private void CheckChar()
    {
        int value = _code.NewLocal(ValType.I32);
        _code.Tee(value);
        _code.I32(0x110000);
        _code.Op(Op.I32GeU);
        _code.Get(value);
        _code.I32(0xfffff800);
        _code.Op(Op.I32And);
        _code.I32(0xd800);
        _code.Op(Op.I32Eq);
        _code.Op(Op.I32Or);
        TrapIf(AdapterTrap.InvalidChar);
        _code.Get(value);
    }

    private void Mask(uint bits)
    {
        _code.I32(bits);
        _code.Op(Op.I32And);
    }

    /// <summary>Reads what may lie in a wider slot, which cases share. abi: CoreValueIter</summary>
    private void GetSlot(int slot, ValType want)
    {
        _code.Get(slot);
        switch (_code.TypeOf(slot).Kind, want.Kind)
        {
            case (ValKind.I64, ValKind.I32):
                _code.Op(Op.I32WrapI64);
                break;
            case (ValKind.I32, ValKind.F32):
                _code.Op(Op.F32ReinterpretI32);
                break;
            case (ValKind.I64, ValKind.F32):
                _code.Op(Op.I32WrapI64);
                _code.Op(Op.F32ReinterpretI32);
                break;
            case (ValKind.I64, ValKind.F64):
                _code.Op(Op.F64ReinterpretI64);
                break;
        }
    }

    /// <summary>Writes into a slot that cases share. abi: lower_flat_variant</summary>
    private void SetSlot(int slot, ValType have)
    {
        switch (have.Kind, _code.TypeOf(slot).Kind)
        {
            case (ValKind.F32, ValKind.I32):
                _code.Op(Op.I32ReinterpretF32);
                break;
            case (ValKind.I32, ValKind.I64):
                _code.Op(Op.I64ExtendI32U);
                break;
            case (ValKind.F32, ValKind.I64):
                _code.Op(Op.I32ReinterpretF32);
                _code.Op(Op.I64ExtendI32U);
                break;
            case (ValKind.F64, ValKind.I64):
                _code.Op(Op.I64ReinterpretF64);
                break;
        }
        _code.Set(slot);
    }

    /// <summary>A pointer of a slot as 64 bits, whatever the memory's are.</summary>
    private void GetWide(int slot)
    {
        GetSlot(slot, _direction.From.AddressType);
        Widen(_direction.From);
    }

    /// <summary>A local of its own for a pointer that may lie in a wider slot.</summary>
    private int Narrowed(int slot, AdapterSide side)
    {
        if (_code.TypeOf(slot) == side.AddressType) return slot;
        int local = _code.NewLocal(side.AddressType);
        GetSlot(slot, side.AddressType);
        _code.Set(local);
        return local;
    }

    private void PutPointer(int local, ref Slots destination)
    {
        _code.Get(local);
        SetSlot(destination.Next(), _direction.To.AddressType);
    }

    /// <summary>Stores the two numbers of 64 bits on the stack.</summary>
    private void SetPointers(ref Slots destination)
    {
        (int begin, int length) = (destination.Next(), destination.Next());
        Narrow(_direction.To);
        SetSlot(length, _direction.To.AddressType);
        Narrow(_direction.To);
        SetSlot(begin, _direction.To.AddressType);
    }

    private void Widen(AdapterSide side)
    {
        if (!side.Is64) _code.Op(Op.I64ExtendI32U);
    }

    private void Narrow(AdapterSide side)
    {
        if (!side.Is64) _code.Op(Op.I32WrapI64);
    }
}
