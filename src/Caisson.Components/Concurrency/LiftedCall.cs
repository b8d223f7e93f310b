using Caisson.Components.CanonicalAbi;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>What guests return when they wait for a callback. abi: CallbackCode</summary>
internal enum CallbackCode : uint
{
    /// <summary>The task has ended.</summary>
    Exit = 0,

    /// <summary>Others may go first.</summary>
    Yield = 1,

    /// <summary>For an event of a set.</summary>
    Wait = 2,
}

/// <summary>
/// One call of a lifted function: what its implicit thread does, from step to step. Core code runs in between: on the stack of whoever takes the step, or on
/// a fiber where it may block in the middle. abi: canon_lift
/// </summary>
internal sealed class LiftedCall
{
    private readonly LiftedFunction _function;
    private readonly GuestThread _thread;
    private readonly InstanceState _instance;

    public LiftedCall(LiftedFunction function, ITaskCaller caller)
    {
        (_function, _instance) = (function, function.Instance);
        Task = new GuestTask(function.Type, function.Options, _instance, caller);
        _thread = new GuestThread(Task);
        Task.ImplicitThread = _thread;
    }

    public GuestTask Task { get; }

    /// <summary>Runs until it ends or waits.</summary>
    public void Begin()
    {
        if (Task.Type.IsAsync) _instance.Tasks.Add(Task);
        _thread.BeginWith(_ => Enter());
        _thread.Resume();
    }

    /// <summary>abi: enter_implicit_thread</summary>
    private GuestThread? Enter()
    {
        if (!Task.Type.IsAsync) return Run();

        // Who is alone in the instance, and could go on, may be done before the call has to wait.
        if (Task.NeedsExclusive && _instance.ExclusiveThread is { IsReady: true } other) other.Resume();
        if (!Task.HasBackpressure && _instance.NumWaitingToEnter == 0) return Run();
        _instance.NumWaitingToEnter++;
        return _thread.WaitThen(WaitReason.Yield(Gate.Enter), Entered);
    }

    private GuestThread? Entered(bool cancelled)
    {
        _instance.NumWaitingToEnter--;
        if (!cancelled && Task.NeedsExclusive) return Run();
        _instance.WakeGates();
        if (!cancelled) return Run();
        Task.CancelBeforeStart();
        return null;
    }

    private GuestThread? Run()
    {
        Task.EnterImplicitThread();
        return Activate(CallCore);
    }

    private GuestThread? Activate(Action code)
    {
        if (Task.Type.IsAsync && _instance.MayBlock) return _thread.RunOnFiber(code);
        code();
        return null;
    }

    private void CallCore()
    {
        var context = new LiftLowerContext(_function.Options, _instance, borrowScope: Task);
        Value[] arguments = FlatValues.LowerParameters(context, _function.Layout, Task.Start());
        Value[] results = LiftedFunction.Call(_function.Callee, arguments);
        if (!_function.Options.IsAsync) Return(context, results);
        else if (_function.Options.Callback is not null) Continue((uint)results[0].AsInt32());
        else Task.ExitImplicitThread();
    }

    private void Return(LiftLowerContext context, Value[] results)
    {
        Task.Return(FlatValues.LiftResults(context, _function.Layout, results));
        if (_function.Options.PostReturn is { } postReturn)
        {
            _instance.MayLeave = false;
            LiftedFunction.Call(postReturn, results);
            _instance.MayLeave = true;
        }
        Task.ExitImplicitThread();
    }

    /// <summary>Does what the guest asks for. abi: unpack_callback_result</summary>
    private void Continue(uint packed)
    {
        switch ((CallbackCode)(packed & 0xf))
        {
            case CallbackCode.Exit:
                Task.ExitImplicitThread();
                break;
            case CallbackCode.Yield:
                _instance.ReleaseExclusive();
                _thread.WaitThen(WaitReason.Yield(Gate.Exclusive), cancelled => Resume(cancelled ? EventTuple.Cancelled : default));
                break;
            case CallbackCode.Wait:
                _instance.ReleaseExclusive();
                Wait(_instance.Get<WaitableSet>(packed >> 4));
                break;
            default:
                throw TaskErrors.UnsupportedCallbackCode(packed & 0xf);
        }
    }

    private void Wait(WaitableSet set)
    {
        set.BeginWait(_thread);
        _thread.WaitThen(WaitReason.For(set, Gate.Exclusive), cancelled => Resume(set.EndWait(_thread, cancelled)));
    }

    private GuestThread? Resume(EventTuple happened)
    {
        _instance.ExclusiveThread = _thread;
        return Activate(() => Continue(_function.Callback(happened)));
    }
}
