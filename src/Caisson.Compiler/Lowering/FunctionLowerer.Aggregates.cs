using Caisson.Compiler.Ir;
using Caisson.Runtime.Operations;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>Structures, arrays and casts. spec: syntax-instr-struct, syntax-instr-array, syntax-instr-ref</summary>
internal sealed partial class FunctionLowerer
{
    private void StructNew(TypeIdx type) => _stack.Push(new StructNew(type, _stack.Pop(StructAt(type).Fields.Length)));

    private void StructNewDefault(TypeIdx type) => _stack.Push(new StructNew(type, []));

    private void StructGet(TypeIdx type, int field, bool signed)
    {
        FieldType found = StructAt(type).Fields[field];
        _stack.Push(new StructGet(found, type, field, signed, _stack.Pop()));
    }

    private void StructSet(TypeIdx type, int field)
    {
        Expression[] operands = _stack.Pop(2);
        _stack.Add(
            new SetField(type, field, operands[0], operands[1]),
            Effects.WritesObjects | Effects.OtherTrap | operands[0].Effects | operands[1].Effects);
    }

    private void ArrayNew(TypeIdx type) => _stack.Push(new ArrayNew(type, _stack.Pop(2)));

    private void ArrayNewDefault(TypeIdx type) => _stack.Push(new ArrayNew(type, _stack.Pop(1)));

    private void ArrayNewFixed(TypeIdx type, int count) => _stack.Push(new ArrayNewFixed(type, _stack.Pop(count)));

    private void ArrayNewData(int type, int data) => _stack.Push(
        new Operation(nameof(ArrayOperations.ArrayNewData), IrType.Object, Effects.OtherTrap | Effects.ReadsSegments, _stack.Pop(2), [type, data]));

    private void ArrayNewElem(int type, int elem) => _stack.Push(
        new Operation(nameof(ArrayOperations.ArrayNewElem), IrType.Object, Effects.OtherTrap | Effects.ReadsSegments, _stack.Pop(2), [type, elem]));

    private void ArrayGet(TypeIdx type, bool signed) => _stack.Push(new ArrayGet(ElementOf(type), type, signed, _stack.Pop(2)));

    private void ArraySet(TypeIdx type)
    {
        Expression[] operands = _stack.Pop(3);
        _stack.Add(
            new SetElement(type, operands),
            Effects.WritesObjects | Effects.OtherTrap | operands[0].Effects | operands[1].Effects | operands[2].Effects);
    }

    private void ArrayFill(TypeIdx type) => _stack.Add(new FillArray(type, _stack.Pop(4)), Effects.Call);

    private void Reference(Opcode opcode, int operands, IrType type, Effects effects) =>
        _stack.Push(new Plain(opcode, type, effects, _stack.Pop(operands)));

    private void BrOnCast(int depth, ValType target, bool whenFails)
    {
        _stack.SpillTop(1);
        BranchWhen(new RefTest(target, _stack.Top), whenZero: whenFails, FrameAt(depth), dropped: 0);
    }

    private StructType StructAt(TypeIdx type) => (StructType)_module.Types[(int)type.Value].Comp;

    private FieldType ElementOf(TypeIdx type) => ((ArrayType)_module.Types[(int)type.Value].Comp).Element;
}
