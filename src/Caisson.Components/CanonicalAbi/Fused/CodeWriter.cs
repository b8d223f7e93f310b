using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>Writes the body of one function of a core module. spec: binary-func</summary>
/// <param name="parameters">The types of the first locals.</param>
internal sealed class CodeWriter(params ReadOnlySpan<ValType> parameters)
{
    private readonly int _parameters = parameters.Length;
    private readonly List<ValType> _locals = [.. parameters];
    private readonly ByteWriter _code = new();

    /// <summary>Bytes written so far.</summary>
    public int Length => _code.Length;

    /// <summary>The type of a local.</summary>
    public ValType TypeOf(int local) => _locals[local];

    /// <summary>A local of its own; zero until it is set.</summary>
    public int NewLocal(ValType type)
    {
        _locals.Add(type);
        return _locals.Count - 1;
    }

    public void Op(Op op) => _code.Byte((byte)op);

    public void Get(int local) => Indexed(Fused.Op.LocalGet, local);

    public void Set(int local) => Indexed(Fused.Op.LocalSet, local);

    public void Tee(int local) => Indexed(Fused.Op.LocalTee, local);

    public void GetGlobal(int global) => Indexed(Fused.Op.GlobalGet, global);

    public void SetGlobal(int global) => Indexed(Fused.Op.GlobalSet, global);

    public void Call(int function) => Indexed(Fused.Op.Call, function);

    /// <summary>Leaves blocks: 0 is the innermost.</summary>
    public void Br(int depth) => Indexed(Fused.Op.Br, depth);

    public void BrIf(int depth) => Indexed(Fused.Op.BrIf, depth);

    /// <summary>Leaves blocks, as a number says.</summary>
    /// <param name="depths">For each number from 0 on.</param>
    /// <param name="otherwise">For numbers beyond.</param>
    public void BrTable(ReadOnlySpan<int> depths, int otherwise)
    {
        Op(Fused.Op.BrTable);
        _code.Unsigned((uint)depths.Length);
        foreach (int depth in depths) _code.Unsigned((uint)depth);
        _code.Unsigned((uint)otherwise);
    }

    /// <summary>Begins a block, a loop or an if that neither takes nor leaves values.</summary>
    public void Begin(Op op)
    {
        Op(op);
        _code.Byte(0x40);
    }

    public void End() => Op(Fused.Op.End);

    /// <summary>Begins a block that goes to the innermost block around it when anything is thrown in it.</summary>
    public void BeginTryTable()
    {
        Begin(Fused.Op.TryTable);
        _code.Unsigned(1);
        _code.Byte(0x02);
        _code.Unsigned(0);
    }

    public void I32(uint value)
    {
        Op(Fused.Op.I32Const);
        _code.Signed((int)value);
    }

    public void I64(ulong value)
    {
        Op(Fused.Op.I64Const);
        _code.Signed((long)value);
    }

    /// <summary>An address or a length.</summary>
    public void Pointer(ulong value, bool is64)
    {
        if (is64) I64(value);
        else I32((uint)value);
    }

    /// <summary>A load or a store, at the address on the stack.</summary>
    public void Access(Op op, int memory, uint offset)
    {
        Op(op);
        _code.Unsigned(memory == 0 ? 0u : 0x40u);
        if (memory != 0) _code.Unsigned((uint)memory);
        _code.Unsigned(offset);
    }

    public void MemorySize(int memory) => Indexed(Fused.Op.MemorySize, memory);

    /// <summary>Copies; the addresses and the length are on the stack.</summary>
    public void MemoryCopy(int to, int from)
    {
        _code.Byte(0xfc);
        _code.Unsigned(10);
        _code.Unsigned((uint)to);
        _code.Unsigned((uint)from);
    }

    /// <summary>The body as it stands in the code section.</summary>
    public void WriteTo(ByteWriter section)
    {
        var body = new ByteWriter();
        body.Unsigned((uint)(_locals.Count - _parameters));
        foreach (ValType local in _locals.Skip(_parameters))
        {
            body.Unsigned(1);
            body.Type(local);
        }
        body.Bytes(_code.Written);
        body.Byte((byte)Fused.Op.End);
        section.Sized(body);
    }

    private void Indexed(Op op, int index)
    {
        Op(op);
        _code.Unsigned((uint)index);
    }
}
