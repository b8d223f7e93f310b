namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>Variants and what is one when despecialised: options, results, enums.</summary>
/// <typeparam name="T">The C# type of all cases.</typeparam>
/// <param name="layout">How the values lie.</param>
/// <param name="cases">The cases, in the order of the type.</param>
/// <param name="match">The index of a value's case. abi: match_case</param>
internal sealed class VariantLiftLower<T>(Layout layout, CaseLiftLower<T>[] cases, Func<T, int> match) : LiftLower<T>(layout)
{
    public override T Load(LiftLowerContext cx, ulong ptr)
    {
        ulong caseIndex = Abi.LoadInt(cx, ptr, Layout.DiscriminantSize);
        if (caseIndex >= (ulong)cases.Length) throw AbiErrors.InvalidDiscriminant();
        return cases[caseIndex].Load(cx, ptr + Layout.PayloadOffset);
    }

    public override void Store(LiftLowerContext cx, T value, ulong ptr)
    {
        int caseIndex = match(value);
        Abi.StoreInt(cx, (uint)caseIndex, ptr, Layout.DiscriminantSize);
        cases[caseIndex].Store(cx, value, ptr + Layout.PayloadOffset);
    }

    public override T LiftFlat(LiftLowerContext cx, ref CoreValueReader vi)
    {
        int end = vi.Position + (int)Layout.FlatCount;
        uint caseIndex = vi.NextInt32();
        if (caseIndex >= (uint)cases.Length) throw AbiErrors.InvalidDiscriminant();
        T value = cases[caseIndex].LiftFlat(cx, ref vi);
        vi.Position = end;
        return value;
    }

    public override void LowerFlat(LiftLowerContext cx, T value, ref CoreValueWriter flat)
    {
        int start = flat.Count;
        int caseIndex = match(value);
        flat.Add(caseIndex);
        cases[caseIndex].LowerFlat(cx, value, ref flat);
        Abi.PadVariant(Layout, start, ref flat);
    }
}

/// <summary>One case of a variant.</summary>
/// <typeparam name="T">The C# type of all cases.</typeparam>
internal abstract class CaseLiftLower<T>
{
    public abstract T Load(LiftLowerContext cx, ulong ptr);

    public abstract void Store(LiftLowerContext cx, T value, ulong ptr);

    public abstract T LiftFlat(LiftLowerContext cx, ref CoreValueReader vi);

    public abstract void LowerFlat(LiftLowerContext cx, T value, ref CoreValueWriter flat);
}

/// <summary>A case that carries nothing.</summary>
/// <param name="value">The value; shared.</param>
internal sealed class EmptyCase<T>(T value) : CaseLiftLower<T>
{
    public override T Load(LiftLowerContext cx, ulong ptr) => value;

    public override void Store(LiftLowerContext cx, T value, ulong ptr)
    {
    }

    public override T LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) => value;

    public override void LowerFlat(LiftLowerContext cx, T value, ref CoreValueWriter flat)
    {
    }
}

/// <summary>A case that carries something.</summary>
/// <param name="payload">Lifts and lowers what it carries.</param>
/// <param name="wrap">Makes the value.</param>
/// <param name="unwrap">Takes out what it carries.</param>
internal sealed class PayloadCase<T, TPayload>(LiftLower<TPayload> payload, Func<TPayload, T> wrap, Func<T, TPayload> unwrap) : CaseLiftLower<T>
{
    public override T Load(LiftLowerContext cx, ulong ptr)
    {
        cx.Charge(32);
        return wrap(payload.Load(cx, ptr));
    }

    public override void Store(LiftLowerContext cx, T value, ulong ptr) => payload.Store(cx, unwrap(value), ptr);

    public override T LiftFlat(LiftLowerContext cx, ref CoreValueReader vi)
    {
        cx.Charge(32);
        return wrap(payload.LiftFlat(cx, ref vi));
    }

    public override void LowerFlat(LiftLowerContext cx, T value, ref CoreValueWriter flat) => payload.LowerFlat(cx, unwrap(value), ref flat);
}
