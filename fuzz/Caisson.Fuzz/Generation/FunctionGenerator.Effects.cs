using System.Globalization;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>What changes locals, globals, memory and tables, and calls.</summary>
internal sealed partial class FunctionGenerator
{
    private static readonly Opcode[] Stores = [.. Opcodes.All.Where(opcode => opcode is >= Opcode.I32Store and <= Opcode.I64Store32)];

    private void SetLocal()
    {
        if (Available == 0) PushAny(depth: 2);
        int local = Local(_stack[^1]);
        if (local < 0) return;
        bool keep = _chance.OneIn(2);
        Emit(keep ? "local.tee" : "local.set", local);
        if (!keep) Pop(1);
    }

    private void SetGlobal()
    {
        if (Available == 0) PushAny(depth: 2);
        int global = Global(_stack[^1]);
        if (global < 0) return;
        Emit("global.set", global);
        Pop(1);
    }

    private void Store()
    {
        Opcode opcode = _chance.Pick(Stores);
        ValType type = NumericOpcodes.TypeOf(opcode.Signature.Operand(1));
        if (!TopIs(ValType.I32, type) || !_chance.OneIn(8))
        {
            PushAddress(depth: 2);
            Push(type, depth: 2);
        }
        string hide = type == ValType.F32 || type == ValType.F64 ? HideNaN() + " " : "";
        Emit($"{hide}{opcode.Mnemonic}{AnyOffset()}");
        Pop(2);
    }

    private void ChangeMemory() => _chance.Pick(
        (3, () => Grow("memory.grow", [])),
        (1, () => Bulk("memory.fill")),
        (1, () => Bulk("memory.copy")),
        (1, () => Bulk("memory.init 1")),
        (1, () => Emit("data.drop 1")))();

    private void ChangeTable()
    {
        int table = _chance.Below(_shape.Tables.Length);
        ValType type = _shape.Tables[table];
        string tableIndex = table.ToString(CultureInfo.InvariantCulture);
        _chance.Pick(
            (3, () => Set(table, type)),
            (2, () => Grow($"table.grow {tableIndex}", [type])),
            (1, () => FillTable(table, type)),
            (1, () => Bulk($"table.copy {tableIndex} {tableIndex}")),
            (1, () => Bulk("table.init 0 1")),
            (1, () => Emit("elem.drop 1")))();
    }

    private void Set(int table, ValType type)
    {
        PushIndex();
        Push(type, 1);
        Emit("table.set", table);
        Pop(2);
    }

    private void FillTable(int table, ValType type)
    {
        PushIndex();
        Push(type, 1);
        PushIndex();
        Emit("table.fill", table);
        Pop(3);
    }

    private void Grow(string instruction, ValType[] operands)
    {
        foreach (ValType operand in operands) Push(operand, 1);
        Push(ValType.I32, 1);
        Emit("i32.const 1");
        Emit("i32.and");
        Emit(instruction);
        Pop(operands.Length + 1);
        _stack.Add(ValType.I32);
    }

    private void Bulk(string instruction)
    {
        for (int i = 0; i < 3; i++) PushIndex();
        Emit(instruction);
        Pop(3);
    }

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
        Require([.. _shape.Functions[function].Parameters]);
        if (_chance.OneIn(3)) CallIndirect(_shape.Functions[function]);
        else Call(function);
    }

    private void Call(int function)
    {
        Emit("call", function);
        Called(_shape.Functions[function]);
    }

    private void CallIndirect(FuncType type)
    {
        PushIndex();
        Emit($"call_indirect 0 {TypeUse(type)}");
        Pop(1);
        Called(type);
    }

    private void Called(FuncType type)
    {
        Pop(type.Parameters.Length);
        _stack.AddRange(type.Results);
    }
}
