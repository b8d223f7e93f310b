using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>Calls. spec: exec-call</summary>
internal sealed partial class FunctionLowerer
{
    private DirectCall DirectCall(in Instruction instruction)
    {
        FuncType signature = _module.TypeOf(new FuncIdx(instruction.Index));
        return new DirectCall((int)instruction.Index, signature, _stack.Pop(signature.Parameters.Length));
    }

    private IndirectCall IndirectCall(in Instruction instruction)
    {
        FuncType signature = _module.FuncTypeAt(new TypeIdx(instruction.Index));
        Expression index = Widen(_stack.Pop(), _module.Tables[(int)instruction.Index2].Is64);
        _stack.Flush();
        return new IndirectCall((int)instruction.Index2, (int)instruction.Index, signature, index, _stack.Pop(signature.Parameters.Length));
    }

    private ReferenceCall ReferenceCall(in Instruction instruction)
    {
        FuncType signature = _module.FuncTypeAt(new TypeIdx(instruction.Index));
        Expression reference = _stack.Pop();
        _stack.Flush();
        return new ReferenceCall(signature, reference, _stack.Pop(signature.Parameters.Length));
    }

    private void Call(Call call)
    {
        _ir.HasCalls = true;
        switch (call.Signature.Results.Length)
        {
            case 0:
                _stack.Add(new Evaluate(call), Effects.Call);
                break;
            case 1:
                _stack.Push(call);
                break;
            default:
                IrType[] types = Types(call.Signature.Results);
                int height = _stack.Height;
                Local[] results = _stack.Temporaries(height, types);
                _stack.Add(new SetResults(results, call), Effects.Call, writes: results.Aggregate(0UL, (bits, local) => bits | local.Bit));
                _stack.PushTemporaries(height, types);
                break;
        }
    }

    private void ReturnCall(Call call)
    {
        _ir.HasCalls = true;
        if (_region is null) _stack.Add(new TailCall(call), Effects.Call);
        else LeaveToCall(call);
        _skipped = 0;
    }

    /// <summary>Calls a method of the runtime that returns nothing.</summary>
    private void Perform(string method, Expression[] operands, params int[] immediates) =>
        Perform(new Operation(method, IrType.None, Effects.Call, operands, immediates));

    private void Perform(Operation operation) => _stack.Add(new Evaluate(operation), Effects.Call);
}
