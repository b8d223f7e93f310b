namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>Values of a C# type that travel as those of another: records as tuples of their fields, collections as arrays.</summary>
/// <typeparam name="T">The C# type.</typeparam>
/// <typeparam name="TInner">What it travels as.</typeparam>
/// <param name="inner">Lifts and lowers that.</param>
/// <param name="wrap">Makes the value.</param>
/// <param name="unwrap">Takes it apart.</param>
internal sealed class MappedLiftLower<T, TInner>(LiftLower<TInner> inner, Func<TInner, T> wrap, Func<T, TInner> unwrap) : LiftLower<T>(inner.Layout)
{
    public override T Load(LiftLowerContext cx, ulong ptr)
    {
        cx.Charge(64);
        return wrap(inner.Load(cx, ptr));
    }

    public override void Store(LiftLowerContext cx, T value, ulong ptr) => inner.Store(cx, unwrap(value), ptr);

    public override T LiftFlat(LiftLowerContext cx, ref CoreValueReader vi)
    {
        cx.Charge(64);
        return wrap(inner.LiftFlat(cx, ref vi));
    }

    public override void LowerFlat(LiftLowerContext cx, T value, ref CoreValueWriter flat) => inner.LowerFlat(cx, unwrap(value), ref flat);
}
