using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>Tasks, subtasks and waitable sets.</summary>
internal sealed partial class BuiltIns
{
    /// <summary>abi: canon_task_return</summary>
    /// <param name="result">What is returned, as a function type without parameters.</param>
    /// <param name="options">How it lies in memory.</param>
    /// <param name="arguments">The core values.</param>
    public void TaskReturn(ComponentFuncType result, CanonicalOptions options, ReadOnlySpan<Value> arguments)
    {
        GuestTask task = CurrentTask;
        task.Instance.CheckMayLeave();
        if (!task.Options.IsAsync) throw TaskErrors.NotAsync();

        // Without a memory there is nothing in one, as validation has checked.
        bool isSameMemory = options.Memory is null || options.Memory == task.Options.Memory;
        if (!IsResultOf(task, result) || options.StringEncoding != task.Options.StringEncoding || !isSameMemory) throw TaskErrors.WrongReturn();
        if (task.State == TaskState.Resolved) throw TaskErrors.ReturnedTwice();
        var context = new LiftLowerContext(options, instance, borrowScope: task);
        var reader = new CoreValueReader(arguments);
        task.Return(Abi.LiftFlatValues(context, AbiLimits.MaxFlatParams, ref reader, FunctionLayout.Of(result, options.Is64).Results));
    }

    /// <summary>abi: canon_task_cancel</summary>
    public void TaskCancel()
    {
        instance.CheckMayLeave();
        if (!CurrentTask.Options.IsAsync) throw TaskErrors.NotAsync();
        CurrentTask.Cancel();
    }

    /// <summary>abi: canon_waitable_set_new</summary>
    public uint WaitableSetNew()
    {
        instance.CheckMayLeave();
        return instance.Handles.Add(new WaitableSet());
    }

    /// <summary>abi: canon_waitable_set_wait</summary>
    public uint WaitableSetWait(bool cancellable, GuestMemory memory, uint set, ulong address)
    {
        instance.CheckMayLeave();
        var waited = instance.Get<WaitableSet>(set);
        return UnpackEvent(memory, address, waited.WaitForEvent(CurrentThread, cancellable));
    }

    /// <summary>abi: canon_waitable_set_poll</summary>
    public uint WaitableSetPoll(bool cancellable, GuestMemory memory, uint set, ulong address)
    {
        instance.CheckMayLeave();
        var polled = instance.Get<WaitableSet>(set);
        return UnpackEvent(memory, address, polled.Poll(CurrentTask, cancellable));
    }

    /// <summary>abi: canon_waitable_set_drop</summary>
    public void WaitableSetDrop(uint set)
    {
        instance.CheckMayLeave();
        instance.Remove<WaitableSet>(set).Drop();
    }

    /// <summary>abi: canon_waitable_join</summary>
    public void WaitableJoin(uint waitable, uint set)
    {
        instance.CheckMayLeave();
        var joining = instance.Get<Waitable>(waitable);
        if (joining.HasSyncWaiter) throw TaskErrors.HasSyncWaiter();
        joining.Join(set == 0 ? null : instance.Get<WaitableSet>(set));
    }

    /// <summary>abi: canon_subtask_cancel</summary>
    public uint SubtaskCancel(bool isAsync, uint index)
    {
        instance.CheckMayLeave();
        if (!isAsync) instance.CheckMayBlock();
        var subtask = instance.Get<Subtask>(index);
        if (subtask.IsResolveDelivered) throw TaskErrors.SubtaskResolved();
        if (subtask.CancellationRequested) throw TaskErrors.SubtaskCancelledTwice();
        if (subtask.Set is not null && !isAsync) throw TaskErrors.InWaitableSet();
        if (!subtask.IsResolved)
        {
            subtask.CancellationRequested = true;
            subtask.OnCancel?.Invoke(instance);
            if (!subtask.IsResolved)
            {
                if (isAsync) return Blocked;
                while (!subtask.IsResolved)
                {
                    // That it has started is news, too, but not what is waited for.
                    subtask.WaitForPendingEvent(CurrentThread);
                    if (!subtask.IsResolved) subtask.GetPendingEvent();
                }
            }
        }
        return subtask.GetPendingEvent().Payload;
    }

    /// <summary>abi: canon_subtask_drop</summary>
    public void SubtaskDrop(uint index)
    {
        instance.CheckMayLeave();
        instance.Remove<Subtask>(index).Drop();
    }

    private static uint UnpackEvent(GuestMemory memory, ulong address, EventTuple happened)
    {
        memory.Write(address, happened.Index);
        memory.Write(address + 4, happened.Payload);
        return (uint)happened.Code;
    }

    private bool IsResultOf(GuestTask task, ComponentFuncType result) => (task.Type.Result, result.Result) switch
    {
        (null, null) => true,
        ({ } wanted, { } given) => TypeIdentity.Same(wanted, instance, given, instance),
        _ => false,
    };
}
