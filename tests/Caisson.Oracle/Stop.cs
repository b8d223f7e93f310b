using Caisson.Runtime;

namespace Caisson.Oracle;

/// <summary>The computation trapped. spec: trap</summary>
internal sealed class TrapStop(TrapKind kind) : Exception(kind.ToString())
{
    public TrapKind Kind { get; } = kind;
}

/// <summary>The computation was longer or deeper than the test allows; tells nothing about the module.</summary>
internal sealed class LimitStop : Exception;
