namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>The token of a call of a host's function: a parameter that no guest passes.</summary>
internal sealed class TokenLiftLower(Layout layout) : LiftLower<CancellationToken>(layout)
{
    public override CancellationToken Load(LiftLowerContext cx, ulong ptr) => cx.Cancellation;

    public override void Store(LiftLowerContext cx, CancellationToken value, ulong ptr)
    {
    }

    public override CancellationToken LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) => cx.Cancellation;

    public override void LowerFlat(LiftLowerContext cx, CancellationToken value, ref CoreValueWriter flat)
    {
    }
}
