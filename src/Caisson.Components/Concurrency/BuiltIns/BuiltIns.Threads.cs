using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Concurrency;

/// <summary>Threads that take turns.</summary>
internal sealed partial class BuiltIns
{
    /// <summary>abi: canon_thread_index</summary>
    public uint ThreadIndex()
    {
        instance.CheckMayLeave();
        return CurrentThread.Index!.Value;
    }

    /// <summary>abi: canon_thread_new_indirect</summary>
    public uint ThreadNewIndirect(ValType parameter, Table table, ulong function, Value argument)
    {
        instance.CheckMayLeave();
        Function entry = EntryOf(table, function);
        if (entry.Type.Parameters is not [var own] || own != parameter || !entry.Type.Results.IsEmpty) throw new TrapException(TrapKind.IndirectCallTypeMismatch);
        GuestTask task = CurrentTask;
        var thread = new GuestThread(task);
        thread.BeginWith(_ => thread.RunOnFiber(() =>
        {
            LiftedFunction.Call(entry, [argument]);
            task.UnregisterThread(thread);
        }));
        instance.Tasks.Add(task);
        task.RegisterThread(thread);
        return thread.Index!.Value;
    }

    /// <summary>abi: canon_thread_resume_later</summary>
    public void ThreadResumeLater(uint index) => Suspended(index).ResumeLater();

    /// <summary>abi: canon_thread_suspend</summary>
    public uint ThreadSuspend(bool cancellable)
    {
        instance.CheckMayLeave();
        return Cancelled(CurrentThread.Suspend(cancellable));
    }

    /// <summary>abi: canon_thread_yield</summary>
    public uint ThreadYield(bool cancellable)
    {
        instance.CheckMayLeave();
        return Cancelled(CurrentThread.Yield(cancellable));
    }

    /// <summary>abi: canon_thread_suspend_then_resume</summary>
    public uint ThreadSuspendThenResume(bool cancellable, uint index) => Cancelled(CurrentThread.SuspendThenResume(cancellable, Suspended(index)));

    /// <summary>abi: canon_thread_yield_then_resume</summary>
    public uint ThreadYieldThenResume(bool cancellable, uint index) => Cancelled(CurrentThread.YieldThenResume(cancellable, Suspended(index)));

    /// <summary>abi: canon_thread_suspend_then_promote</summary>
    public uint ThreadSuspendThenPromote(bool cancellable, uint index) => Cancelled(CurrentThread.SuspendThenPromote(cancellable, Other(index)));

    /// <summary>abi: canon_thread_yield_then_promote</summary>
    public uint ThreadYieldThenPromote(bool cancellable, uint index) => Cancelled(CurrentThread.YieldThenPromote(cancellable, Other(index)));

    private static uint Cancelled(bool cancelled) => cancelled ? 1u : 0;

    private static Function EntryOf(Table table, ulong index)
    {
        if (index >= (ulong)table.Length) throw new TrapException(TrapKind.UndefinedElement);
        return table[(long)index] as Function ?? throw new TrapException(TrapKind.UninitializedElement);
    }

    private GuestThread Other(uint index)
    {
        instance.CheckMayLeave();
        return instance.Threads.Get(index);
    }

    private GuestThread Suspended(uint index)
    {
        GuestThread thread = Other(index);
        return thread.IsSuspended ? thread : throw TaskErrors.NotSuspended(index);
    }
}
