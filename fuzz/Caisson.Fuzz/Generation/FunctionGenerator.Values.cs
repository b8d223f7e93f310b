using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>What pushes values.</summary>
internal sealed partial class FunctionGenerator
{
    private static readonly ILookup<ValType, Opcode> Loads =
        Opcodes.All.Where(opcode => opcode is >= Opcode.I32Load and <= Opcode.I64Load32U).ToLookup(NumericOpcodes.Result);

    private void PushAny(int depth) => Push(_shape.Types.Any(_chance), depth);

    /// <summary>Pushes a value of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="depth">How far operands may have operands.</param>
    private void Push(ValType type, int depth)
    {
        if (depth <= 0 || _budget <= 0)
        {
            if (_chance.OneIn(4)) PushConstant(type, depth);
            else PushLocal(type, depth);
            return;
        }
        int kind = _chance.Below(19);
        if (kind < 2) PushConstant(type, depth);
        else if (kind < 8) PushLocal(type, depth);
        else if (kind < 11) PushGlobal(type, depth);
        else if (kind < 17) PushComputed(type, depth);
        else if (kind == 17) PushCall(type, depth);
        else PushBlock(type, depth);
    }

    private void PushConstant(ValType type, int depth)
    {
        if (type.IsRef)
        {
            PushNewReference(type, depth);
            return;
        }
        Emit(Literals.Number(type, _chance));
        _stack.Add(type);
    }

    private void PushLocal(ValType type, int depth)
    {
        int local = LocalOf(type);
        if (local < 0)
        {
            PushConstant(type, depth);
            return;
        }
        Emit($"local.get {local}");
        _stack.Add(_locals[local]);
    }

    private void PushGlobal(ValType type, int depth)
    {
        int global = GlobalOf(type);
        if (global < 0)
        {
            PushLocal(type, depth);
            return;
        }
        Emit($"global.get {global}");
        _stack.Add(_shape.Globals[global].Type);
    }

    private void PushComputed(ValType type, int depth)
    {
        if (type.IsRef) PushReference(type, depth);
        else if (_shape.Types.HasAggregates && _chance.OneIn(3) && PushFromAggregate(type, depth)) { }
        else if (type == ValType.V128) PushVector(depth);
        else if (_shape.Types.HasVectors && _chance.OneIn(4)) PushFromVector(type, depth);
        else if (_shape.Has(Features.Threads) && _chance.OneIn(4) && PushAtomic(type, depth)) { }
        else if (_chance.OneIn(3) && _shape.Memories.Length > 0) PushLoaded(type, depth);
        else if (type == ValType.I32 && _chance.OneIn(4)) PushTest(depth);
        else if ((type == ValType.I32 || type == ValType.I64) && _chance.OneIn(6)) PushSize(type, depth);
        else PushNumeric(NumericOpcodes.ForResult(type, _chance), depth);
    }

    private void PushNumeric(Opcode opcode, int depth)
    {
        foreach (ValType operand in NumericOpcodes.Operands(opcode)) Push(operand, depth - 1);
        Apply(opcode);
    }

    private void NumericOnStack()
    {
        if (Available > 0 && _stack[^1] == ValType.V128) VectorOnStack();
        else if (NumericOpcodes.ForOperands(_stack, Available, _chance) is { } opcode) Apply(opcode);
        else PushAny(depth: 2);
    }

    private void Apply(Opcode opcode)
    {
        Emit(NumericOpcodes.ShowsNaN(opcode) ? $"{HideNaN()} {opcode.Mnemonic}" : opcode.Mnemonic);
        Pop(opcode.Signature.OperandCount);
        _stack.Add(NumericOpcodes.Result(opcode));
    }

    /// <summary>
    /// Replaces a NaN on top of the stack by the canonical one: its bits are about to be seen. On one line with what sees them, so
    /// that neither can be left out alone.
    /// </summary>
    private string HideNaN()
    {
        string type = _stack[^1].ToString();
        int local = _scratch + (_stack[^1] == ValType.F32 ? 0 : 1);
        return $"local.tee {local} {type}.const nan local.get {local} local.get {local} {type}.eq select";
    }

    private void PushLoaded(ValType type, int depth)
    {
        int memory = _chance.Below(_shape.Memories.Length);
        PushAddress(memory, depth);
        Emit($"{_chance.Pick([.. Loads[type]]).Mnemonic}{Place(memory)}");
        Pop(1);
        _stack.Add(type);
    }

    /// <summary>An address that is, as a rule, within the memory.</summary>
    private void PushAddress(int memory, int depth, int alignment = 1)
    {
        ValType address = _shape.Memories[memory].Address;
        Push(address, depth - 1);
        if (_chance.OneIn(24)) return;
        int mask = _chance.Pick([7, 63, 63, 255, 0xffff]);
        if (!_chance.OneIn(16)) mask &= ~(alignment - 1);
        Mask(address, $"{mask}");
    }

    /// <summary>An index that is, as a rule, within each table.</summary>
    private void PushIndex(ValType type)
    {
        Push(type, 1);
        if (!_chance.OneIn(20)) Mask(type, "3");
    }

    private void Mask(ValType type, string mask) => Emit($"{type}.const {mask} {type}.and");

    /// <summary>The immediates of an access.</summary>
    private string Place(int memory, int alignment = 1)
    {
        string offset = _chance.OneIn(3) ? $" offset={_chance.Below(16) * alignment}" : "";
        return MemoryIndex(memory) + offset;
    }

    private string MemoryIndex(int memory) => _shape.Memories.Length == 1 ? "" : $" {memory}";

    /// <summary>The size of a memory or table with addresses of this type.</summary>
    private void PushSize(ValType type, int depth)
    {
        int memory = Find(_shape.Memories.Length, i => _shape.Memories[i].Address == type);
        int table = Find(_shape.Tables.Length, i => _shape.Tables[i].Address == type);
        if (memory >= 0 && _chance.OneIn(2)) Emit($"memory.size{MemoryIndex(memory)}");
        else if (table >= 0) Emit($"table.size {table}");
        else
        {
            PushConstant(type, depth);
            return;
        }
        _stack.Add(type);
    }

    /// <summary>Asks something about a reference.</summary>
    private void PushTest(int depth)
    {
        ValType type = _shape.Types.AnyReference(_chance);
        if (_shape.Types.HasAggregates && _chance.OneIn(2)) PushAggregateTest(depth);
        else
        {
            Push(ValType.Ref(true, type.Heap), depth - 1);
            Emit("ref.is_null");
            Pop(1);
            _stack.Add(ValType.I32);
        }
    }

    private void PushCall(ValType type, int depth)
    {
        int function = Find(_shape.Functions.Length, i => _shape.Functions[i].Signature.Results is [var result] && _shape.Types.Matches(result, type));
        if (function < 0)
        {
            PushLocal(type, depth);
            return;
        }
        foreach (ValType parameter in _shape.Functions[function].Signature.Parameters) Push(parameter, 1);
        Call(function);
    }

    private void PushBlock(ValType type, int depth)
    {
        if (_frames.Count < MaxNesting) Block([], [type]);
        else PushLocal(type, depth);
    }

    /// <summary>Many operands at once, then a few steps on top of them, then one value of them all.</summary>
    private void Pile()
    {
        ValType type = _chance.Pick([ValType.I32, ValType.I64]);
        int height = _chance.Between(4, 10), below = _stack.Count;
        for (int i = 0; i < height; i++) Push(type, 1);
        for (int i = 0; i < 3; i++) SetLocal();
        if (_chance.OneIn(2)) Store();
        if (_chance.OneIn(2)) SetGlobal();
        Opcode[] opcodes = type == ValType.I32 ? [Opcode.I32Add, Opcode.I32Sub, Opcode.I32Xor] : [Opcode.I64Add, Opcode.I64Sub, Opcode.I64Xor];
        while (_stack.Count > below + 1 && TopIs(type, type)) Apply(_chance.Pick(opcodes));
    }
}
