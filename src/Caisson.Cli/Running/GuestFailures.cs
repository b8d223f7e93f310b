using Caisson.Cli.Input;
using Caisson.Cli.Output;
using Caisson.Runtime;
using Caisson.Wasm;

namespace Caisson.Cli.Running;

/// <summary>Turns what ends a guest, or keeps it from starting, into a <see cref="Failure"/>.</summary>
internal static class GuestFailures
{
    /// <summary>What the user is told; null for what isn't about the guest.</summary>
    public static Failure? Of(Exception error, ModuleFile file) => error switch
    {
        TrapException trap => TrapReport.From(trap),
        WasmException exception => TrapReport.From(exception),
        ModuleException bad => ModuleErrors.From(bad, file),
        UnlinkableException or ResourceException or NotSupportedException => new Failure(ExitCode.Failed, error.Message) { Where = file.Path },
        _ => null,
    };
}
