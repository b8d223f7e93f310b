using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

// Calls and returns. spec: exec-instr-control, exec-invoke
internal sealed partial class Execution
{
    /// <summary>The arguments are on the caller's stack. spec: exec-call, exec-invoke</summary>
    private void Call(Frame caller, FuncInst function)
    {
        Val[] arguments = caller.Pop(function.Type.Parameters.Length);
        if (function is HostFunc host) Call(caller, host, arguments);
        else Enter((WasmFunc)function, arguments);
    }

    private void Enter(WasmFunc function, Val[] arguments)
    {
        if (_frames.Count > store.Limits.Depth) throw new LimitStop(LimitKind.Depth);
        Code code = function.Code;
        foreach (LocalRun run in code.Declared) Spend(run.Count / 4);
        _frames.Add(new Frame(function.Module, code.Steps, code.Locals(arguments), function.Type.Results.Length));
    }

    /// <summary>spec: exec-invoke-host</summary>
    private void Call(Frame caller, HostFunc function, Val[] arguments)
    {
        Val[] results;
        try
        {
            results = function.Code(arguments);
        }
        catch (ThrowStop stop)
        {
            Throw(stop.Exception);
            return;
        }
        caller.Push(results);
    }

    /// <summary>spec: exec-return_call, exec-return-invoke</summary>
    private void ReturnCall(Frame frame, FuncInst function)
    {
        Val[] arguments = frame.Pop(function.Type.Parameters.Length);
        _frames.RemoveAt(_frames.Count - 1);
        _frames[^1].Push(arguments);
        Call(_frames[^1], function);
    }

    /// <summary>spec: exec-return, exec-frame</summary>
    private void Return(Frame frame)
    {
        _frames.RemoveAt(_frames.Count - 1);
        _frames[^1].Push(frame.Pop(frame.Arity));
    }

    /// <summary>spec: exec-call_ref</summary>
    private static FuncInst NonNull(Frame frame) => (FuncInst?)frame.Pop().Reference ?? throw Trap(TrapKind.NullFunctionReference);

    /// <summary>spec: exec-call_indirect</summary>
    private FuncInst Indirect(Frame frame, in Instruction instruction)
    {
        List<Val> elem = frame.Module.Tables[(int)instruction.Index2].Elem;
        ulong i = frame.Pop().Bits;
        if (i >= (ulong)elem.Count) throw Trap(TrapKind.UndefinedElement);
        if (elem[(int)i].Reference is not FuncInst function) throw Trap(TrapKind.UninitializedElement);
        bool matches = store.Types.IsSubtype(function.TypeNumber, frame.Module.Types.Canonical(new TypeIdx(instruction.Index)));
        return matches ? function : throw Trap(TrapKind.IndirectCallTypeMismatch);
    }
}
