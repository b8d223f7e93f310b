using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>
/// Code that allocates and passes strings, in the place of the host's, where the guest's allocator may be called as it is: in the call itself at the first places that
/// need it, in functions that are called at all others.
/// </summary>
internal sealed partial class AdapterWriter
{
    private const int MaxInlined = 4;

    private int _inlined;

    private void WriteAllocators()
    {
        foreach (Direction direction in new[] { _parameters, _results })
        {
            if (direction.To.Realloc < 0) continue;
            _direction = direction;
            direction.To.Allocate = Write(AdapterImports.Allocation, () => _code.Get(WriteAllocate(alignment: 0, size: 1)));
            if (!CopiesUtf8) continue;
            direction.To.String = Write(AdapterImports.Transcoding, () =>
            {
                (int begin, int length) = (0, 1);
                _code.Get(WriteUtf8(begin, length));
                _code.Get(length);
            });
        }
    }

    private bool CopiesUtf8 =>
        _shape is { Caller.StringEncoding: StringEncoding.Utf8, Callee.StringEncoding: StringEncoding.Utf8 } && _direction.From.Type is not null && _direction.To.Realloc >= 0;

    /// <summary>Allocates on the receiving side, and leaves the address. abi: allocate</summary>
    private void Allocate(uint alignment, Action pushSize)
    {
        if (_direction.To.Realloc >= 0 && MayInline())
        {
            int local = _code.NewLocal(ValType.I32);
            _code.I32(alignment);
            _code.Set(local);
            _code.Get(WriteAllocate(local, Wide(pushSize)));
        }
        else
        {
            _code.I32(alignment);
            pushSize();
            _code.Call(_direction.To.Allocate);
        }
        Narrow(_direction.To);
    }

    /// <summary>Leaves the string's place on the receiving side, as two numbers of 64 bits.</summary>
    private void WriteString(Action pushBegin, Action pushLength)
    {
        if (CopiesUtf8 && MayInline())
        {
            (int begin, int length) = (Wide(pushBegin), Wide(pushLength));
            _code.Get(WriteUtf8(begin, length));
            _code.Get(length);
            return;
        }
        pushBegin();
        pushLength();
        _code.Call(_direction.To.String);
    }

    private bool MayInline() => _isCall && _inlined++ < MaxInlined;

    private int Wide(Action push)
    {
        int local = _code.NewLocal(ValType.I64);
        push();
        _code.Set(local);
        return local;
    }

    private int Write(FuncType type, Action write)
    {
        _code = new CodeWriter(type.Parameters.AsSpan());
        write();
        _bodies.Add(_code);
        _bodyTypes.Add(type);
        return _imports.FirstBody + _bodies.Count - 1;
    }

    /// <summary>Allocates.</summary>
    /// <param name="alignment">A local of 32 bits.</param>
    /// <param name="size">In bytes, a local of 64 bits.</param>
    /// <returns>The local that has the address, of 64 bits. abi: reallocate</returns>
    private int WriteAllocate(int alignment, int size)
    {
        AdapterSide side = _direction.To;
        int[] arguments = [.. Enumerable.Range(0, 4).Select(_ => _code.NewLocal(side.AddressType))];
        int address = _code.NewLocal(side.AddressType);
        _code.Get(alignment);
        if (side.Is64) _code.Op(Op.I64ExtendI32U);
        _code.Set(arguments[2]);
        _code.Get(size);
        Narrow(side);
        _code.Set(arguments[3]);
        SetFlag(side.MayLeave, 0);
        WriteGuarded(side.Realloc, arguments, [address]);
        SetFlag(side.MayLeave, 1);
        _code.Get(address);
        if (side.Is64) _code.Op(Op.I32WrapI64);
        _code.Get(alignment);
        _code.I32(1);
        _code.Op(Op.I32Sub);
        _code.Op(Op.I32And);
        TrapIf(AdapterTrap.ReallocUnaligned);
        CheckRange(address, size, side, AdapterTrap.ReallocOutOfBounds);
        return Wide(() =>
        {
            _code.Get(address);
            Widen(side);
        });
    }

    /// <summary>Takes a string over.</summary>
    /// <param name="begin">Where it is, a local of 64 bits.</param>
    /// <param name="length">In bytes, a local of 64 bits.</param>
    /// <returns>The local that has its new address, of 64 bits. abi: load_string_from_range, store_string_copy</returns>
    private int WriteUtf8(int begin, int length)
    {
        _code.Get(length);
        _code.I64(AbiLimits.MaxStringByteLength);
        _code.Op(Op.I64GtU);
        TrapIf(AdapterTrap.StringTooLong);
        int source = _code.NewLocal(_direction.From.AddressType);
        _code.Get(begin);
        Narrow(_direction.From);
        _code.Set(source);
        CheckRange(source, length, _direction.From, AdapterTrap.StringOutOfBounds);
        int alignment = _code.NewLocal(ValType.I32);
        _code.I32(1);
        _code.Set(alignment);
        int address = WriteAllocate(alignment, length);
        _code.Get(begin);
        _code.Get(address);
        _code.Get(length);
        _code.Call(_direction.To.CopyUtf8);
        return address;
    }

    /// <summary>Traps unless a range lies in the memory.</summary>
    private void CheckRange(int address, int size, AdapterSide side, AdapterTrap trap)
    {
        int bytes = MemoryBytes(side);
        _code.Get(size);
        _code.Get(bytes);
        _code.Op(Op.I64GtU);
        _code.Get(address);
        Widen(side);
        _code.Get(bytes);
        _code.Get(size);
        _code.Op(Op.I64Sub);
        _code.Op(Op.I64GtU);
        _code.Op(Op.I32Or);
        TrapIf(trap);
    }
}
