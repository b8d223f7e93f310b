using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>Memories and tables. spec: syntax-instr-memory, syntax-instr-table</summary>
internal sealed partial class FunctionLowerer
{
    private void MemoryAccess(in Instruction instruction)
    {
        _ir.HasAccesses = true;
        Opcode opcode = instruction.Opcode;
        MemArg memArg = instruction.MemArg;
        bool hasLane = opcode.Immediates == ImmediateKind.MemArgLane;
        byte lane = hasLane ? (byte)instruction.Index : (byte)0;
        if (opcode.Signature.ResultCount == 1)
        {
            Expression? vector = hasLane ? _stack.Pop() : null;
            _stack.Push(new Load(opcode, IrTypes.Of(opcode.Signature.Result(0)), memArg, _stack.Pop(), vector, lane));
            return;
        }
        Expression value = _stack.Pop();
        Expression address = _stack.Pop();
        _stack.Add(new Store(opcode, memArg, address, value, lane), Effects.WritesMemory | Effects.MemoryTrap | value.Effects | address.Effects);
    }

    private void MemorySize(int memory) => _stack.Push(new MemorySize(memory, IsMemory64(memory) ? IrType.I64 : IrType.I32));

    private void MemoryGrow(int memory)
    {
        Expression pages = Widen(_stack.Pop(), IsMemory64(memory));
        _stack.Push(Narrow(new Operation("MemoryGrow", IrType.I64, Effects.Call, [pages], [memory]), IsMemory64(memory)));
    }

    private void MemoryFill(int memory)
    {
        Expression[] operands = _stack.Pop(3);
        bool is64 = IsMemory64(memory);
        Perform(new Operation("MemoryFill", IrType.None, Effects.Call, [Widen(operands[0], is64), operands[1], Widen(operands[2], is64)], [memory], takesMemories: true));
    }

    private void MemoryCopy(int to, int from)
    {
        Expression[] operands = _stack.Pop(3);
        bool to64 = IsMemory64(to), from64 = IsMemory64(from);
        Expression[] widened = [Widen(operands[0], to64), Widen(operands[1], from64), Widen(operands[2], to64 && from64)];
        Perform(new Operation("MemoryCopy", IrType.None, Effects.Call, widened, [to, from], takesMemories: true));
    }

    private void MemoryInit(int data, int memory)
    {
        Expression[] operands = _stack.Pop(3);
        Perform("MemoryInit", [Widen(operands[0], IsMemory64(memory)), operands[1], operands[2]], data, memory);
    }

    private void TableGet(int table)
    {
        Expression index = Widen(_stack.Pop(), IsTable64(table));
        IrType type = IrTypes.Of(_module.Tables[table].Element);
        _stack.Push(new Operation("TableGet", type, Effects.ReadsTables | Effects.OtherTrap, [index], [table]));
    }

    private void TableSet(int table)
    {
        Expression[] operands = _stack.Pop(2);
        Perform("TableSet", [Widen(operands[0], IsTable64(table)), operands[1]], table);
    }

    private void TableSize(int table) =>
        _stack.Push(Narrow(new Operation("TableSize", IrType.I64, Effects.ReadsTables, [], [table]), IsTable64(table)));

    private void TableGrow(int table)
    {
        Expression[] operands = _stack.Pop(2);
        bool is64 = IsTable64(table);
        _stack.Push(Narrow(new Operation("TableGrow", IrType.I64, Effects.Call, [operands[0], Widen(operands[1], is64)], [table]), is64));
    }

    private void TableFill(int table)
    {
        Expression[] operands = _stack.Pop(3);
        bool is64 = IsTable64(table);
        Perform("TableFill", [Widen(operands[0], is64), operands[1], Widen(operands[2], is64)], table);
    }

    private void TableCopy(int to, int from)
    {
        Expression[] operands = _stack.Pop(3);
        bool to64 = IsTable64(to), from64 = IsTable64(from);
        Perform("TableCopy", [Widen(operands[0], to64), Widen(operands[1], from64), Widen(operands[2], to64 && from64)], to, from);
    }

    private void TableInit(int elem, int table)
    {
        Expression[] operands = _stack.Pop(3);
        Perform("TableInit", [Widen(operands[0], IsTable64(table)), operands[1], operands[2]], elem, table);
    }

    private bool IsMemory64(int memory) => _module.Memories[memory].Is64;

    private bool IsTable64(int table) => _module.Tables[table].Is64;

    /// <summary>An address or count as 64 bits without sign.</summary>
    private static Expression Widen(Expression operand, bool is64) => is64 ? operand : operand switch
    {
        Constant constant => new Constant(IrType.I64, (uint)constant.Bits),
        _ => new Plain(Opcode.I64ExtendI32U, IrType.I64, Effects.None, [operand]),
    };

    private static Expression Narrow(Expression result, bool is64) =>
        is64 ? result : new Plain(Opcode.I32WrapI64, IrType.I32, Effects.None, [result]);
}
