using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>Variables, references, parametric instructions. spec: syntax-instr-variable, syntax-instr-ref, syntax-instr-parametric</summary>
internal sealed partial class FunctionLowerer
{
    private void LocalSet(in Instruction instruction)
    {
        Local local = LocalAt(instruction.Index);
        Expression value = _stack.Pop();
        _stack.Add(new SetLocal(local, value), value.Effects | (_region is null ? Effects.None : SeenByHandlers), local.Bit);
    }

    private void LocalTee(in Instruction instruction)
    {
        LocalSet(instruction);
        _stack.Push(new LocalGet(LocalAt(instruction.Index)));
    }

    private void GlobalGet(int index)
    {
        GlobalType type = _module.Globals[index];
        _stack.Push(new GlobalGet(index, IrTypes.Of(type.Type), type.Mutable));
    }

    private void GlobalSet(int index)
    {
        Expression value = _stack.Pop();
        _stack.Add(new SetGlobal(index, value), Effects.WritesGlobals | value.Effects);
    }

    private void Drop()
    {
        Expression operand = _stack.Pop();
        if ((operand.Effects & (Effects.Traps | Effects.Writes)) != 0) _stack.Add(new Evaluate(operand), operand.Effects);
    }

    private void Select()
    {
        Expression[] operands = _stack.Pop(3);
        _stack.Push(new Select(operands[0], operands[1], operands[2]));
    }

    private void RefAsNonNull() =>
        _stack.Push(new Operation("RefAsNonNull", _stack.Top.Type, Effects.OtherTrap, [_stack.Pop()], []));
}
