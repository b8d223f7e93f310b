using Caisson.Components.Syntax;
using Caisson.Components.Validation;

namespace Caisson.Components.Linking;

/// <summary>
/// Which core functions can block in the middle of a call. Code of a component that has none of them needs no stack of its own, whatever it calls: the only
/// core functions it can reach are its modules' and those that its canonical definitions make. spec: Blocking
/// </summary>
internal static class Blocking
{
    public static bool CanBlock(ValidCanon canon) => canon.Definition.Kind switch
    {
        CanonKind.Lower => canon.Func!.IsAsync && !canon.Options.IsAsync,
        CanonKind.StreamRead or CanonKind.StreamWrite or CanonKind.FutureRead or CanonKind.FutureWrite => !canon.Options.IsAsync,
        CanonKind.StreamCancelRead or CanonKind.StreamCancelWrite or CanonKind.FutureCancelRead or CanonKind.FutureCancelWrite => !canon.Definition.IsAsync,
        CanonKind.SubtaskCancel => !canon.Definition.IsAsync,
        CanonKind.WaitableSetWait or CanonKind.ThreadSuspend or CanonKind.ThreadYield => true,
        CanonKind.ThreadSuspendThenResume or CanonKind.ThreadYieldThenResume => true,
        CanonKind.ThreadSuspendThenPromote or CanonKind.ThreadYieldThenPromote => true,
        _ => false,
    };
}
