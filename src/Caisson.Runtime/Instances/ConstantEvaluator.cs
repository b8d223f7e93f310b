using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>Evaluates the constant expressions of an instance's globals, tables and segments. spec: valid-constant</summary>
internal sealed class ConstantEvaluator(Instance instance)
{
    private readonly Stack<Value> _stack = [];

    /// <summary>An offset, as a number without sign.</summary>
    public ulong EvaluateAddress(ByteRange expression)
    {
        Value value = Evaluate(expression);
        return value.Kind == ValKind.I32 ? (uint)value.AsInt32() : (ulong)value.AsInt64();
    }

    public Value Evaluate(ByteRange expression)
    {
        var reader = new InstructionReader(instance.Module.Syntax.Bytes.Span, expression);
        Instruction instruction = default;
        while (reader.Read(ref instruction) && instruction.Opcode != Opcode.End) Step(instruction);
        return _stack.Pop();
    }

    private void Step(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.I32Const: _stack.Push((int)instruction.Bits); break;
            case Opcode.I64Const: _stack.Push((long)instruction.Bits); break;
            case Opcode.F32Const: _stack.Push(BitConverter.UInt32BitsToSingle((uint)instruction.Bits)); break;
            case Opcode.F64Const: _stack.Push(BitConverter.UInt64BitsToDouble(instruction.Bits)); break;
            case Opcode.V128Const: _stack.Push(instruction.Vector); break;
            case Opcode.GlobalGet: _stack.Push(instance.GlobalAt((int)instruction.Index).Load()); break;
            case Opcode.RefNull: _stack.Push(Value.FromReference(null)); break;
            case Opcode.RefFunc: _stack.Push(instance.FunctionAt((int)instruction.Index)); break;
            case Opcode.RefI31: _stack.Push(WasmI31.Of(_stack.Pop().AsInt32())); break;
            case Opcode.AnyConvertExtern: _stack.Push(Value.FromReference(HostObject.Internalize(_stack.Pop().AsReference()))); break;
            case Opcode.ExternConvertAny: _stack.Push(Value.FromReference(HostObject.Externalize(_stack.Pop().AsReference()))); break;
            case Opcode.StructNew: StructNew(TypeAt(instruction)); break;
            case Opcode.StructNewDefault: _stack.Push(TypeAt(instruction).NewStruct()); break;
            case Opcode.ArrayNew: ArrayNew(TypeAt(instruction)); break;
            case Opcode.ArrayNewDefault: _stack.Push(NewArray(TypeAt(instruction), _stack.Pop().AsInt32())); break;
            case Opcode.ArrayNewFixed: ArrayNewFixed(TypeAt(instruction), (int)instruction.Index2); break;
            case Opcode.I32Add: Binary32(static (a, b) => a + b); break;
            case Opcode.I32Sub: Binary32(static (a, b) => a - b); break;
            case Opcode.I32Mul: Binary32(static (a, b) => a * b); break;
            case Opcode.I64Add: Binary64(static (a, b) => a + b); break;
            case Opcode.I64Sub: Binary64(static (a, b) => a - b); break;
            case Opcode.I64Mul: Binary64(static (a, b) => a * b); break;
            default: throw RuntimeErrors.NotSupported(instruction.Opcode, "in a constant expression");
        }
    }

    private void StructNew(ObjectType type)
    {
        WasmStruct made = type.NewStruct();
        for (int i = type.Layout!.Kinds.Length - 1; i >= 0; i--) type.Layout.Store(made, i, _stack.Pop());
        _stack.Push(made);
    }

    private void ArrayNew(ObjectType type)
    {
        int length = _stack.Pop().AsInt32();
        Value value = _stack.Pop();
        WasmArray made = NewArray(type, length);
        made.Fill(0, value, length);
        _stack.Push(made);
    }

    private void ArrayNewFixed(ObjectType type, int length)
    {
        WasmArray made = NewArray(type, length);
        for (int i = length - 1; i >= 0; i--) made.Store(i, _stack.Pop());
        _stack.Push(made);
    }

    private WasmArray NewArray(ObjectType type, int length) => type.NewArray(length, instance.Module.Engine.Options.MaxArrayBytes);

    private ObjectType TypeAt(in Instruction instruction) => instance.Module.TypeIds.ObjectTypeOf(new TypeIdx(instruction.Index));

    private void Binary32(Func<int, int, int> operation)
    {
        int right = _stack.Pop().AsInt32();
        _stack.Push(operation(_stack.Pop().AsInt32(), right));
    }

    private void Binary64(Func<long, long, long> operation)
    {
        long right = _stack.Pop().AsInt64();
        _stack.Push(operation(_stack.Pop().AsInt64(), right));
    }
}
