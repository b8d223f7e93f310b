using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>What changes locals, globals, memories and tables, and calls.</summary>
internal sealed partial class FunctionGenerator
{
    private static readonly Opcode[] Stores = [.. Opcodes.All.Where(opcode => opcode is >= Opcode.I32Store and <= Opcode.I64Store32)];

    private void SetLocal()
    {
        if (Available == 0) PushAny(depth: 2);
        int local = LocalFor(_stack[^1]);
        if (local < 0) return;
        bool keep = _chance.OneIn(2);
        Emit($"{(keep ? "local.tee" : "local.set")} {local}");
        Pop(1);
        if (keep) _stack.Add(_locals[local]);
    }

    private void SetGlobal()
    {
        if (Available == 0) PushAny(depth: 2);
        int global = GlobalFor(_stack[^1]);
        if (global < 0) return;
        Emit($"global.set {global}");
        Pop(1);
    }

    private void Store()
    {
        if (_shape.Memories.Length == 0) return;
        if (_shape.Types.HasVectors && _chance.OneIn(3))
        {
            StoreVector();
            return;
        }
        int memory = _chance.Below(_shape.Memories.Length);
        Opcode opcode = _chance.Pick(Stores);
        ValType type = NumericOpcodes.TypeOf(opcode.Signature.Operand(1));
        if (!TopIs(_shape.Memories[memory].Address, type) || !_chance.OneIn(8))
        {
            PushAddress(memory, depth: 2);
            Push(type, depth: 2);
        }
        string hide = type == ValType.F32 || type == ValType.F64 ? HideNaN() + " " : "";
        Emit($"{hide}{opcode.Mnemonic}{Place(memory)}");
        Pop(2);
    }

    private void ChangeMemory()
    {
        if (_shape.Memories.Length == 0) return;
        int memory = _chance.Below(_shape.Memories.Length), other = _chance.Below(_shape.Memories.Length);
        ValType address = _shape.Memories[memory].Address, from = _shape.Memories[other].Address;
        int data = _chance.Below(_shape.Datas.Length);
        _chance.Pick(
            (3, () => Grow($"memory.grow{MemoryIndex(memory)}", [], address)),
            (1, () => Bulk($"memory.fill{MemoryIndex(memory)}", address, ValType.I32, address)),
            (1, () => Bulk(_shape.Memories.Length == 1 ? "memory.copy" : $"memory.copy {memory} {other}", address, from, Smaller(address, from))),
            (1, () => Bulk($"memory.init{MemoryIndex(memory)} {data}", address, ValType.I32, ValType.I32)),
            (1, () => Emit($"data.drop {data}")))();
    }

    private void ChangeTable()
    {
        int table = _chance.Below(_shape.Tables.Length);
        (ValType type, ValType address) = (_shape.Tables[table].Element, _shape.Tables[table].Address);
        int elem = Find(_shape.Elems.Length, i => _shape.Types.Matches(_shape.Elems[i].Type, type));
        int other = Find(_shape.Tables.Length, i => _shape.Types.Matches(_shape.Tables[i].Element, type));
        ValType from = _shape.Tables[other].Address;
        _chance.Pick(
            (3, () => Set(table, type, address)),
            (2, () => Grow($"table.grow {table}", [type], address)),
            (1, () => Bulk($"table.fill {table}", address, type, address)),
            (1, () => Bulk($"table.copy {table} {other}", address, from, Smaller(address, from))),
            (elem >= 0 ? 1 : 0, () => Bulk($"table.init {table} {elem}", address, ValType.I32, ValType.I32)),
            (elem >= 0 ? 1 : 0, () => Emit($"elem.drop {elem}")))();
    }

    private void Set(int table, ValType type, ValType address)
    {
        PushIndex(address);
        Push(type, 1);
        Emit($"table.set {table}");
        Pop(2);
    }

    private void Grow(string instruction, ValType[] operands, ValType address)
    {
        foreach (ValType operand in operands) Push(operand, 1);
        Push(address, 1);
        Mask(address, "1");
        Emit(instruction);
        Pop(operands.Length + 1);
        _stack.Add(address);
    }

    /// <summary>An instruction on ranges; what is a number is small.</summary>
    private void Bulk(string instruction, params ReadOnlySpan<ValType> operands)
    {
        foreach (ValType operand in operands)
        {
            if (operand.IsRef) Push(operand, 1);
            else PushIndex(operand);
        }
        Emit(instruction);
        Pop(operands.Length);
    }

    private static ValType Smaller(ValType left, ValType right) => left == ValType.I32 ? left : right;

    private void Select()
    {
        if (Available == 0) PushAny(depth: 2);
        ValType type = _stack[^1];
        Push(type, 1);
        Push(ValType.I32, 1);
        Emit(type.IsRef || _chance.OneIn(4) ? $"select (result {type})" : "select");
        Pop(2);
    }

    private void Drop()
    {
        if (Available == 0) return;
        Emit("drop");
        Pop(1);
    }

    private void CallSomething()
    {
        int function = _chance.Below(_shape.Functions.Length);
        Require(_shape.Functions[function].Signature.Parameters.AsSpan());
        Call(function);
    }

    /// <summary>Calls a function of this type: this one, or whichever a table or a reference gives.</summary>
    private void Call(int function)
    {
        FunctionShape callee = _shape.Functions[function];
        switch (_chance.Below(_shape.Types.HasTypedReferences ? 5 : 4))
        {
            case 0:
                int table = Find(_shape.Tables.Length, i => _shape.Types.Matches(_shape.Tables[i].Element, ValType.FuncRef));
                PushIndex(_shape.Tables[table].Address);
                Emit($"call_indirect {table} (type {callee.Type})");
                Pop(1);
                break;
            case 4:
                Push(Mostly(callee.Type), 1);
                Emit($"call_ref {callee.Type}");
                Pop(1);
                break;
            default:
                Emit($"call {function}");
                break;
        }
        Pop(callee.Signature.Parameters.Length);
        _stack.AddRange(callee.Signature.Results);
    }
}
