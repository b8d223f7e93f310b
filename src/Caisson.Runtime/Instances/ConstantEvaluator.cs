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
            case Opcode.GlobalGet: _stack.Push(instance.GlobalAt((int)instruction.Index).Value); break;
            case Opcode.RefNull: _stack.Push(Value.FromReference(null)); break;
            case Opcode.RefFunc: _stack.Push(instance.FunctionAt((int)instruction.Index)); break;
            case Opcode.I32Add: Binary32(static (a, b) => a + b); break;
            case Opcode.I32Sub: Binary32(static (a, b) => a - b); break;
            case Opcode.I32Mul: Binary32(static (a, b) => a * b); break;
            case Opcode.I64Add: Binary64(static (a, b) => a + b); break;
            case Opcode.I64Sub: Binary64(static (a, b) => a - b); break;
            case Opcode.I64Mul: Binary64(static (a, b) => a * b); break;
            default: throw RuntimeErrors.NotSupported(instruction.Opcode, "in a constant expression");
        }
    }

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
