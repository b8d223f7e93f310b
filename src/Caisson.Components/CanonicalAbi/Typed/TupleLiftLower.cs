namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>A field of a tuple: where it lies and how it is lifted and lowered.</summary>
internal readonly struct TupleField<T>(Layout layout, int index)
{
    private readonly LiftLower<T> _field = LiftLowerOf(layout, index);
    private readonly uint _offset = index >= 0 && index < layout.Fields.Length ? layout.Fields[index].Offset : 0;

    public T Load(LiftLowerContext cx, ulong ptr) => _field.Load(cx, ptr + _offset);

    public void Store(LiftLowerContext cx, T value, ulong ptr) => _field.Store(cx, value, ptr + _offset);

    public T LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) => _field.LiftFlat(cx, ref vi);

    public void LowerFlat(LiftLowerContext cx, T value, ref CoreValueWriter flat) => _field.LowerFlat(cx, value, ref flat);

    // Before the parameters of a pool's function stands the instance, behind those of a host's function may stand a token.
    private static LiftLower<T> LiftLowerOf(Layout layout, int index) => index < 0
        ? new UnpassedLiftLower<T>(layout)
        : index < layout.Fields.Length ? LiftLowers.Of<T>(layout.Fields[index].Layout) : (LiftLower<T>)(object)new TokenLiftLower(layout);
}

/// <summary>No fields: what functions without parameters or results pass, and cases that carry nothing.</summary>
internal sealed class TupleLiftLower(Layout layout) : LiftLower<ValueTuple>(layout)
{
    public override ValueTuple Load(LiftLowerContext cx, ulong ptr) => default;

    public override void Store(LiftLowerContext cx, ValueTuple value, ulong ptr)
    {
    }

    public override ValueTuple LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) => default;

    public override void LowerFlat(LiftLowerContext cx, ValueTuple value, ref CoreValueWriter flat)
    {
    }
}

/// <summary>One field.</summary>
internal sealed class TupleLiftLower<T1>(Layout layout, int first) : LiftLower<ValueTuple<T1>>(layout)
{
    private readonly TupleField<T1> _item1 = new(layout, first);

    public override ValueTuple<T1> Load(LiftLowerContext cx, ulong ptr) =>
        new(_item1.Load(cx, ptr));

    public override void Store(LiftLowerContext cx, ValueTuple<T1> value, ulong ptr)
    {
        _item1.Store(cx, value.Item1, ptr);
    }

    public override ValueTuple<T1> LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) =>
        new(_item1.LiftFlat(cx, ref vi));

    public override void LowerFlat(LiftLowerContext cx, ValueTuple<T1> value, ref CoreValueWriter flat)
    {
        _item1.LowerFlat(cx, value.Item1, ref flat);
    }
}

/// <summary>Two fields.</summary>
internal sealed class TupleLiftLower<T1, T2>(Layout layout, int first) : LiftLower<ValueTuple<T1, T2>>(layout)
{
    private readonly TupleField<T1> _item1 = new(layout, first);
    private readonly TupleField<T2> _item2 = new(layout, first + 1);

    public override ValueTuple<T1, T2> Load(LiftLowerContext cx, ulong ptr) =>
        new(_item1.Load(cx, ptr), _item2.Load(cx, ptr));

    public override void Store(LiftLowerContext cx, ValueTuple<T1, T2> value, ulong ptr)
    {
        _item1.Store(cx, value.Item1, ptr);
        _item2.Store(cx, value.Item2, ptr);
    }

    public override ValueTuple<T1, T2> LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) =>
        new(_item1.LiftFlat(cx, ref vi), _item2.LiftFlat(cx, ref vi));

    public override void LowerFlat(LiftLowerContext cx, ValueTuple<T1, T2> value, ref CoreValueWriter flat)
    {
        _item1.LowerFlat(cx, value.Item1, ref flat);
        _item2.LowerFlat(cx, value.Item2, ref flat);
    }
}

/// <summary>Three fields.</summary>
internal sealed class TupleLiftLower<T1, T2, T3>(Layout layout, int first) : LiftLower<ValueTuple<T1, T2, T3>>(layout)
{
    private readonly TupleField<T1> _item1 = new(layout, first);
    private readonly TupleField<T2> _item2 = new(layout, first + 1);
    private readonly TupleField<T3> _item3 = new(layout, first + 2);

    public override ValueTuple<T1, T2, T3> Load(LiftLowerContext cx, ulong ptr) =>
        new(_item1.Load(cx, ptr), _item2.Load(cx, ptr), _item3.Load(cx, ptr));

    public override void Store(LiftLowerContext cx, ValueTuple<T1, T2, T3> value, ulong ptr)
    {
        _item1.Store(cx, value.Item1, ptr);
        _item2.Store(cx, value.Item2, ptr);
        _item3.Store(cx, value.Item3, ptr);
    }

    public override ValueTuple<T1, T2, T3> LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) =>
        new(_item1.LiftFlat(cx, ref vi), _item2.LiftFlat(cx, ref vi), _item3.LiftFlat(cx, ref vi));

    public override void LowerFlat(LiftLowerContext cx, ValueTuple<T1, T2, T3> value, ref CoreValueWriter flat)
    {
        _item1.LowerFlat(cx, value.Item1, ref flat);
        _item2.LowerFlat(cx, value.Item2, ref flat);
        _item3.LowerFlat(cx, value.Item3, ref flat);
    }
}

/// <summary>Four fields.</summary>
internal sealed class TupleLiftLower<T1, T2, T3, T4>(Layout layout, int first) : LiftLower<ValueTuple<T1, T2, T3, T4>>(layout)
{
    private readonly TupleField<T1> _item1 = new(layout, first);
    private readonly TupleField<T2> _item2 = new(layout, first + 1);
    private readonly TupleField<T3> _item3 = new(layout, first + 2);
    private readonly TupleField<T4> _item4 = new(layout, first + 3);

    public override ValueTuple<T1, T2, T3, T4> Load(LiftLowerContext cx, ulong ptr) =>
        new(_item1.Load(cx, ptr), _item2.Load(cx, ptr), _item3.Load(cx, ptr), _item4.Load(cx, ptr));

    public override void Store(LiftLowerContext cx, ValueTuple<T1, T2, T3, T4> value, ulong ptr)
    {
        _item1.Store(cx, value.Item1, ptr);
        _item2.Store(cx, value.Item2, ptr);
        _item3.Store(cx, value.Item3, ptr);
        _item4.Store(cx, value.Item4, ptr);
    }

    public override ValueTuple<T1, T2, T3, T4> LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) =>
        new(_item1.LiftFlat(cx, ref vi), _item2.LiftFlat(cx, ref vi), _item3.LiftFlat(cx, ref vi), _item4.LiftFlat(cx, ref vi));

    public override void LowerFlat(LiftLowerContext cx, ValueTuple<T1, T2, T3, T4> value, ref CoreValueWriter flat)
    {
        _item1.LowerFlat(cx, value.Item1, ref flat);
        _item2.LowerFlat(cx, value.Item2, ref flat);
        _item3.LowerFlat(cx, value.Item3, ref flat);
        _item4.LowerFlat(cx, value.Item4, ref flat);
    }
}

/// <summary>Five fields.</summary>
internal sealed class TupleLiftLower<T1, T2, T3, T4, T5>(Layout layout, int first) : LiftLower<ValueTuple<T1, T2, T3, T4, T5>>(layout)
{
    private readonly TupleField<T1> _item1 = new(layout, first);
    private readonly TupleField<T2> _item2 = new(layout, first + 1);
    private readonly TupleField<T3> _item3 = new(layout, first + 2);
    private readonly TupleField<T4> _item4 = new(layout, first + 3);
    private readonly TupleField<T5> _item5 = new(layout, first + 4);

    public override ValueTuple<T1, T2, T3, T4, T5> Load(LiftLowerContext cx, ulong ptr) =>
        new(_item1.Load(cx, ptr), _item2.Load(cx, ptr), _item3.Load(cx, ptr), _item4.Load(cx, ptr), _item5.Load(cx, ptr));

    public override void Store(LiftLowerContext cx, ValueTuple<T1, T2, T3, T4, T5> value, ulong ptr)
    {
        _item1.Store(cx, value.Item1, ptr);
        _item2.Store(cx, value.Item2, ptr);
        _item3.Store(cx, value.Item3, ptr);
        _item4.Store(cx, value.Item4, ptr);
        _item5.Store(cx, value.Item5, ptr);
    }

    public override ValueTuple<T1, T2, T3, T4, T5> LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) =>
        new(_item1.LiftFlat(cx, ref vi), _item2.LiftFlat(cx, ref vi), _item3.LiftFlat(cx, ref vi), _item4.LiftFlat(cx, ref vi), _item5.LiftFlat(cx, ref vi));

    public override void LowerFlat(LiftLowerContext cx, ValueTuple<T1, T2, T3, T4, T5> value, ref CoreValueWriter flat)
    {
        _item1.LowerFlat(cx, value.Item1, ref flat);
        _item2.LowerFlat(cx, value.Item2, ref flat);
        _item3.LowerFlat(cx, value.Item3, ref flat);
        _item4.LowerFlat(cx, value.Item4, ref flat);
        _item5.LowerFlat(cx, value.Item5, ref flat);
    }
}

/// <summary>Six fields.</summary>
internal sealed class TupleLiftLower<T1, T2, T3, T4, T5, T6>(Layout layout, int first) : LiftLower<ValueTuple<T1, T2, T3, T4, T5, T6>>(layout)
{
    private readonly TupleField<T1> _item1 = new(layout, first);
    private readonly TupleField<T2> _item2 = new(layout, first + 1);
    private readonly TupleField<T3> _item3 = new(layout, first + 2);
    private readonly TupleField<T4> _item4 = new(layout, first + 3);
    private readonly TupleField<T5> _item5 = new(layout, first + 4);
    private readonly TupleField<T6> _item6 = new(layout, first + 5);

    public override ValueTuple<T1, T2, T3, T4, T5, T6> Load(LiftLowerContext cx, ulong ptr) =>
        new(_item1.Load(cx, ptr), _item2.Load(cx, ptr), _item3.Load(cx, ptr), _item4.Load(cx, ptr), _item5.Load(cx, ptr), _item6.Load(cx, ptr));

    public override void Store(LiftLowerContext cx, ValueTuple<T1, T2, T3, T4, T5, T6> value, ulong ptr)
    {
        _item1.Store(cx, value.Item1, ptr);
        _item2.Store(cx, value.Item2, ptr);
        _item3.Store(cx, value.Item3, ptr);
        _item4.Store(cx, value.Item4, ptr);
        _item5.Store(cx, value.Item5, ptr);
        _item6.Store(cx, value.Item6, ptr);
    }

    public override ValueTuple<T1, T2, T3, T4, T5, T6> LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) =>
        new(_item1.LiftFlat(cx, ref vi), _item2.LiftFlat(cx, ref vi), _item3.LiftFlat(cx, ref vi), _item4.LiftFlat(cx, ref vi), _item5.LiftFlat(cx, ref vi), _item6.LiftFlat(cx, ref vi));

    public override void LowerFlat(LiftLowerContext cx, ValueTuple<T1, T2, T3, T4, T5, T6> value, ref CoreValueWriter flat)
    {
        _item1.LowerFlat(cx, value.Item1, ref flat);
        _item2.LowerFlat(cx, value.Item2, ref flat);
        _item3.LowerFlat(cx, value.Item3, ref flat);
        _item4.LowerFlat(cx, value.Item4, ref flat);
        _item5.LowerFlat(cx, value.Item5, ref flat);
        _item6.LowerFlat(cx, value.Item6, ref flat);
    }
}

/// <summary>Seven fields.</summary>
internal sealed class TupleLiftLower<T1, T2, T3, T4, T5, T6, T7>(Layout layout, int first) : LiftLower<ValueTuple<T1, T2, T3, T4, T5, T6, T7>>(layout)
{
    private readonly TupleField<T1> _item1 = new(layout, first);
    private readonly TupleField<T2> _item2 = new(layout, first + 1);
    private readonly TupleField<T3> _item3 = new(layout, first + 2);
    private readonly TupleField<T4> _item4 = new(layout, first + 3);
    private readonly TupleField<T5> _item5 = new(layout, first + 4);
    private readonly TupleField<T6> _item6 = new(layout, first + 5);
    private readonly TupleField<T7> _item7 = new(layout, first + 6);

    public override ValueTuple<T1, T2, T3, T4, T5, T6, T7> Load(LiftLowerContext cx, ulong ptr) =>
        new(_item1.Load(cx, ptr), _item2.Load(cx, ptr), _item3.Load(cx, ptr), _item4.Load(cx, ptr), _item5.Load(cx, ptr), _item6.Load(cx, ptr), _item7.Load(cx, ptr));

    public override void Store(LiftLowerContext cx, ValueTuple<T1, T2, T3, T4, T5, T6, T7> value, ulong ptr)
    {
        _item1.Store(cx, value.Item1, ptr);
        _item2.Store(cx, value.Item2, ptr);
        _item3.Store(cx, value.Item3, ptr);
        _item4.Store(cx, value.Item4, ptr);
        _item5.Store(cx, value.Item5, ptr);
        _item6.Store(cx, value.Item6, ptr);
        _item7.Store(cx, value.Item7, ptr);
    }

    public override ValueTuple<T1, T2, T3, T4, T5, T6, T7> LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) =>
        new(_item1.LiftFlat(cx, ref vi), _item2.LiftFlat(cx, ref vi), _item3.LiftFlat(cx, ref vi), _item4.LiftFlat(cx, ref vi), _item5.LiftFlat(cx, ref vi), _item6.LiftFlat(cx, ref vi), _item7.LiftFlat(cx, ref vi));

    public override void LowerFlat(LiftLowerContext cx, ValueTuple<T1, T2, T3, T4, T5, T6, T7> value, ref CoreValueWriter flat)
    {
        _item1.LowerFlat(cx, value.Item1, ref flat);
        _item2.LowerFlat(cx, value.Item2, ref flat);
        _item3.LowerFlat(cx, value.Item3, ref flat);
        _item4.LowerFlat(cx, value.Item4, ref flat);
        _item5.LowerFlat(cx, value.Item5, ref flat);
        _item6.LowerFlat(cx, value.Item6, ref flat);
        _item7.LowerFlat(cx, value.Item7, ref flat);
    }
}

/// <summary>Seven fields and the rest, which is a tuple of its own to C# but not to the ABI.</summary>
internal sealed class TupleLiftLower<T1, T2, T3, T4, T5, T6, T7, TRest>(Layout layout, int first) : LiftLower<ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>>(layout) where TRest : struct
{
    private readonly TupleField<T1> _item1 = new(layout, first);
    private readonly TupleField<T2> _item2 = new(layout, first + 1);
    private readonly TupleField<T3> _item3 = new(layout, first + 2);
    private readonly TupleField<T4> _item4 = new(layout, first + 3);
    private readonly TupleField<T5> _item5 = new(layout, first + 4);
    private readonly TupleField<T6> _item6 = new(layout, first + 5);
    private readonly TupleField<T7> _item7 = new(layout, first + 6);
    private readonly LiftLower<TRest> _rest = LiftLowers.TupleOf<TRest>(layout, first + 7);

    public override ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> Load(LiftLowerContext cx, ulong ptr) =>
        new(_item1.Load(cx, ptr), _item2.Load(cx, ptr), _item3.Load(cx, ptr), _item4.Load(cx, ptr), _item5.Load(cx, ptr), _item6.Load(cx, ptr), _item7.Load(cx, ptr), _rest.Load(cx, ptr));

    public override void Store(LiftLowerContext cx, ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> value, ulong ptr)
    {
        _item1.Store(cx, value.Item1, ptr);
        _item2.Store(cx, value.Item2, ptr);
        _item3.Store(cx, value.Item3, ptr);
        _item4.Store(cx, value.Item4, ptr);
        _item5.Store(cx, value.Item5, ptr);
        _item6.Store(cx, value.Item6, ptr);
        _item7.Store(cx, value.Item7, ptr);
        _rest.Store(cx, value.Rest, ptr);
    }

    public override ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) =>
        new(_item1.LiftFlat(cx, ref vi), _item2.LiftFlat(cx, ref vi), _item3.LiftFlat(cx, ref vi), _item4.LiftFlat(cx, ref vi), _item5.LiftFlat(cx, ref vi), _item6.LiftFlat(cx, ref vi), _item7.LiftFlat(cx, ref vi), _rest.LiftFlat(cx, ref vi));

    public override void LowerFlat(LiftLowerContext cx, ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> value, ref CoreValueWriter flat)
    {
        _item1.LowerFlat(cx, value.Item1, ref flat);
        _item2.LowerFlat(cx, value.Item2, ref flat);
        _item3.LowerFlat(cx, value.Item3, ref flat);
        _item4.LowerFlat(cx, value.Item4, ref flat);
        _item5.LowerFlat(cx, value.Item5, ref flat);
        _item6.LowerFlat(cx, value.Item6, ref flat);
        _item7.LowerFlat(cx, value.Item7, ref flat);
        _rest.LowerFlat(cx, value.Rest, ref flat);
    }
}
