using System.Diagnostics.CodeAnalysis;

namespace Caisson.Wasi.Preview1;

/// <summary>The end of the guest. witx: proc_*</summary>
internal static class ProcFunctions
{
    // witx: signal. Those that are ignored unless a process handles them, which it can't here, and those that would stop it.
    private const uint Child = 16, Continue = 17, Stop = 18, TerminalOutput = 21, Urgent = 22, WindowChange = 27, Last = 30;

    private const int SignalledExitCode = 128;

    /// <summary>witx: proc_exit</summary>
    [DoesNotReturn]
    public static void Exit(int exitCode) => throw new WasiExitException(exitCode);

    /// <summary>Does what a signal does to a process that doesn't handle it. witx: proc_raise</summary>
    public static Errno Raise(uint signal) => signal switch
    {
        0 or Child or Continue or Urgent or WindowChange => Errno.Success,
        >= Stop and <= TerminalOutput => Errno.NotSupported,
        <= Last => throw new WasiExitException(SignalledExitCode + (int)signal),
        _ => Errno.Invalid,
    };
}
