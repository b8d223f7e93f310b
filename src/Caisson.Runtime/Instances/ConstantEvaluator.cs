using System.Runtime.CompilerServices;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>Evaluates the constant expressions of an instance's globals, tables and segments. spec: valid-constant</summary>
internal sealed class ConstantEvaluator(Instance instance)
{
    private Value[] _stack = new Value[4];
    private int _depth;

    /// <summary>An offset, as a number without sign.</summary>
    public ulong EvaluateAddress(ByteRange expression)
    {
        Value value = Evaluate(expression);
        return value.Kind == ValKind.I32 ? (uint)value.AsInt32() : (ulong)value.AsInt64();
    }

    public Value Evaluate(ByteRange expression)
    {
        if (ConstantExpression.TryReadI32(instance.Module.Syntax.Slice(expression), out int number, out int length) && length == expression.Length) return number;
        return EvaluateAny(expression);
    }

    // Apart, since the types of instructions would be loaded for programs that have only numbers here, too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Value EvaluateAny(ByteRange expression)
    {
        var reader = new InstructionReader(instance.Module.Syntax.Bytes.Span, expression);
        Instruction instruction = default;
        while (reader.Read(ref instruction) && instruction.Opcode != Opcode.End) Step(instruction);
        return Pop();
    }

    private void Step(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.I32Const: Push((int)instruction.Bits); break;
            case Opcode.I64Const: Push((long)instruction.Bits); break;
            case Opcode.GlobalGet: Push(instance.GlobalAt((int)instruction.Index).Load()); break;
            case Opcode.RefNull: Push(Value.FromReference(null)); break;
            case Opcode.RefFunc: Push(instance.FunctionAt((int)instruction.Index)); break;
            default: StepRarely(instruction); break;
        }
    }

    // Apart, since the types of vectors, objects and delegates would be loaded for programs without them, too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StepRarely(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.F32Const: Push(BitConverter.UInt32BitsToSingle((uint)instruction.Bits)); break;
            case Opcode.F64Const: Push(BitConverter.UInt64BitsToDouble(instruction.Bits)); break;
            case Opcode.V128Const: Push(instruction.Vector); break;
            case Opcode.RefI31: Push(WasmI31.Of(Pop().AsInt32())); break;
            case Opcode.AnyConvertExtern: Push(Value.FromReference(HostObject.Internalize(Pop().AsReference()))); break;
            case Opcode.ExternConvertAny: Push(Value.FromReference(HostObject.Externalize(Pop().AsReference()))); break;
            case Opcode.StructNew: StructNew(TypeAt(instruction)); break;
            case Opcode.StructNewDefault: Push(TypeAt(instruction).NewStruct()); break;
            case Opcode.ArrayNew: ArrayNew(TypeAt(instruction)); break;
            case Opcode.ArrayNewDefault: Push(NewArray(TypeAt(instruction), Pop().AsInt32())); break;
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
        for (int i = type.Layout!.Kinds.Length - 1; i >= 0; i--) type.Layout.Store(made, i, Pop());
        Push(made);
    }

    private void ArrayNew(ObjectType type)
    {
        int length = Pop().AsInt32();
        Value value = Pop();
        WasmArray made = NewArray(type, length);
        made.Fill(0, value, length);
        Push(made);
    }

    private void ArrayNewFixed(ObjectType type, int length)
    {
        WasmArray made = NewArray(type, length);
        for (int i = length - 1; i >= 0; i--) made.Store(i, Pop());
        Push(made);
    }

    private WasmArray NewArray(ObjectType type, int length) => type.NewArray(length, instance.Module.Engine.Options.MaxArrayBytes);

    private ObjectType TypeAt(in Instruction instruction) => instance.Module.TypeIds.ObjectTypeOf(new TypeIdx(instruction.Index));

    private void Push(Value value)
    {
        if (_depth == _stack.Length) Array.Resize(ref _stack, 2 * _depth);
        _stack[_depth++] = value;
    }

    private Value Pop() => _stack[--_depth];

    private void Binary32(Func<int, int, int> operation)
    {
        int right = Pop().AsInt32();
        Push(operation(Pop().AsInt32(), right));
    }

    private void Binary64(Func<long, long, long> operation)
    {
        long right = Pop().AsInt64();
        Push(operation(Pop().AsInt64(), right));
    }
}
