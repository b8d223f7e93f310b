using Caisson.Runtime;

namespace Caisson.Oracle;

/// <summary>The computation trapped. spec: trap</summary>
internal sealed class TrapStop(TrapKind kind) : Exception(kind.ToString())
{
    public TrapKind Kind { get; } = kind;
}

/// <summary>An exception of the module that nobody caught. spec: syntax-throw_ref</summary>
internal sealed class ThrowStop(ExnInst exception) : Exception("uncaught exception")
{
    public ExnInst Exception { get; } = exception;
}

/// <summary>Imports are missing, or of other types. spec: exec-instantiation</summary>
internal sealed class LinkStop(string message) : Exception(message);

/// <summary>The computation was longer, deeper or larger than the test allows; tells nothing about the module.</summary>
internal sealed class LimitStop(LimitKind kind = LimitKind.Steps) : Exception($"limit: {kind}")
{
    public LimitKind Kind { get; } = kind;
}

/// <summary>What there was too much of.</summary>
internal enum LimitKind
{
    Steps,
    Depth,
    Bytes,
}
