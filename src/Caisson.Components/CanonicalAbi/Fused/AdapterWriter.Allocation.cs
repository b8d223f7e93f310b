using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>Functions of the module itself that allocate and pass strings, in the place of the host's, where the guest's allocator may be called as it is.</summary>
internal sealed partial class AdapterWriter
{
    private void WriteAllocators()
    {
        foreach (Direction direction in new[] { _parameters, _results })
        {
            if (direction.To.Realloc < 0) continue;
            _direction = direction;
            direction.To.Allocate = Write(AdapterImports.Allocation, WriteAllocate);
            if (_shape is { Caller.StringEncoding: StringEncoding.Utf8, Callee.StringEncoding: StringEncoding.Utf8 } && direction.From.Type is not null)
                direction.To.String = Write(AdapterImports.Transcoding, WriteUtf8);
        }
    }

    private int Write(FuncType type, Action write)
    {
        _code = new CodeWriter(type.Parameters.AsSpan());
        write();
        _bodies.Add(_code);
        _bodyTypes.Add(type);
        return _imports.FirstBody + _bodies.Count - 1;
    }

    /// <summary>abi: reallocate</summary>
    private void WriteAllocate()
    {
        (int alignment, int size, AdapterSide side) = (0, 1, _direction.To);
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
        _code.Get(address);
        Widen(side);
    }

    /// <summary>abi: load_string_from_range, store_string_copy</summary>
    private void WriteUtf8()
    {
        (int begin, int length) = (0, 1);
        _code.Get(length);
        _code.I64(AbiLimits.MaxStringByteLength);
        _code.Op(Op.I64GtU);
        TrapIf(AdapterTrap.StringTooLong);
        int source = _code.NewLocal(_direction.From.AddressType);
        _code.Get(begin);
        Narrow(_direction.From);
        _code.Set(source);
        CheckRange(source, length, _direction.From, AdapterTrap.StringOutOfBounds);
        int address = _code.NewLocal(ValType.I64);
        _code.I32(1);
        _code.Get(length);
        _code.Call(_direction.To.Allocate);
        _code.Set(address);
        _code.Get(begin);
        _code.Get(address);
        _code.Get(length);
        _code.Call(_direction.To.CopyUtf8);
        _code.Get(address);
        _code.Get(length);
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
