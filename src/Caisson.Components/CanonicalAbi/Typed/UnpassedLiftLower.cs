namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>A parameter that says where to call, and that the guest doesn't get.</summary>
internal sealed class UnpassedLiftLower<T>(Layout layout) : LiftLower<T>(layout)
{
    public override T Load(LiftLowerContext cx, ulong ptr) => default!;

    public override void Store(LiftLowerContext cx, T value, ulong ptr)
    {
    }

    public override T LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) => default!;

    public override void LowerFlat(LiftLowerContext cx, T value, ref CoreValueWriter flat)
    {
    }
}
