using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>What travels as a dynamic value: handles, streams, futures, error contexts, and parts that the host wants dynamic.</summary>
/// <typeparam name="T">The C# type.</typeparam>
/// <param name="layout">How the values lie.</param>
/// <param name="wrap">Makes the value.</param>
/// <param name="unwrap">Takes it apart; the outcome is made to fit the type.</param>
internal sealed class DynamicLiftLower<T>(Layout layout, Func<ComponentValue, T> wrap, Func<T, ComponentValue> unwrap) : LiftLower<T>(layout)
{
    public override T Load(LiftLowerContext cx, ulong ptr) => wrap(Abi.Load(cx, ptr, Layout));

    public override void Store(LiftLowerContext cx, T value, ulong ptr) => Abi.Store(cx, unwrap(value).ConvertTo(Layout.Type), Layout, ptr);

    public override T LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) => wrap(Abi.LiftFlat(cx, ref vi, Layout));

    public override void LowerFlat(LiftLowerContext cx, T value, ref CoreValueWriter flat) =>
        Abi.LowerFlat(cx, unwrap(value).ConvertTo(Layout.Type), Layout, ref flat);
}
