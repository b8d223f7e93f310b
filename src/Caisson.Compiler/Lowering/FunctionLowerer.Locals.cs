using Caisson.Compiler.Ir;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>
/// The locals that a function declares. A few bytes can declare 50,000 of them: where there are many, those that no instruction names
/// are left out. spec: syntax-local
/// </summary>
internal sealed partial class FunctionLowerer
{
    /// <summary>Below, all are taken as they come.</summary>
    private const int ManyLocals = 1000;

    /// <summary>The locals that are named, where others were left out; by their index.</summary>
    private Dictionary<uint, Local>? _named;

    private Local DeclaredLocal(uint index) => _named is null ? _ir.Locals[(int)index] : _named[index];

    private void DeclareLocals(in CodeBody body)
    {
        foreach (ValType type in _ir.Type.Parameters) DeclareLocal(type, isParameter: true);
        long count = body.Locals.Sum(static run => (long)run.Count);
        if (count > ManyLocals && count > body.Instructions.Length / 2) DeclareNamed(body);
        else
        {
            foreach (LocalRun run in body.Locals)
                for (uint i = 0; i < run.Count; i++) DeclareLocal(run.Type, isParameter: false);
        }
        _ir.DeclaredLocals = _ir.Locals.Count;
    }

    private void DeclareNamed(in CodeBody body)
    {
        _named = [];
        foreach (Local parameter in _ir.Locals) _named.Add((uint)parameter.Number, parameter);
        long end = _ir.Locals.Count;
        int run = -1;
        foreach (uint index in NamedIn(body).Where(index => index >= _ir.Type.Parameters.Length))
        {
            while (index >= end) end += body.Locals[++run].Count;
            _named.Add(index, DeclareLocal(body.Locals[run].Type, isParameter: false));
        }
    }

    private SortedSet<uint> NamedIn(in CodeBody body)
    {
        var named = new SortedSet<uint>();
        var reader = new InstructionReader(_module.Bytes.Span, body.Instructions);
        Instruction instruction = default;
        while (reader.Read(ref instruction))
            if (instruction.Opcode is Opcode.LocalGet or Opcode.LocalSet or Opcode.LocalTee) named.Add(instruction.Index);
        return named;
    }

    private Local DeclareLocal(ValType type, bool isParameter)
    {
        var local = new Local(_ir.Locals.Count, IrTypes.Of(type), isParameter) { IsNonNull = type is { IsRef: true, Nullable: false } };
        _ir.Locals.Add(local);
        return local;
    }
}
