using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>What makes references, and branches on them.</summary>
internal sealed partial class FunctionGenerator
{
    /// <summary>A reference from somewhere: a table, a structure, a cast, or a new one.</summary>
    private void PushReference(ValType type, int depth)
    {
        int table = Find(_shape.Tables.Length, i => _shape.Types.Matches(_shape.Tables[i].Element, type));
        if (table >= 0 && _chance.OneIn(2))
        {
            PushIndex(_shape.Tables[table].Address);
            Emit($"table.get {table}");
            Pop(1);
            _stack.Add(_shape.Tables[table].Element);
            return;
        }
        if (_shape.Types.HasAggregates && _chance.OneIn(3) && PushFromAggregate(type, depth)) return;
        if (_shape.Types.HasAggregates && _chance.OneIn(6) && _shape.Types.TopOf(type.Heap) != HeapType.Exn)
        {
            PushCast(type, depth);
            return;
        }
        PushNewReference(type, depth);
    }

    private void PushNewReference(ValType type, int depth)
    {
        // Objects in objects come to an end.
        bool makes = type.Nullable ? depth >= 0 && !_chance.OneIn(4) : depth >= -4;
        if (makes && TryPushNew(type, depth)) return;
        Emit(Null(type));
        if (!type.Nullable) Emit("ref.as_non_null");
        _stack.Add(type);
    }

    /// <summary>Makes a value that isn't null, when there is a way.</summary>
    private bool TryPushNew(ValType type, int depth)
    {
        HeapType top = _shape.Types.TopOf(type.Heap);
        if (top == HeapType.Func) return TryPushFunction(type);
        if (top == HeapType.Any) return _shape.Types.HasAggregates && TryPushObject(type, depth);
        if (top == HeapType.Extern && type.Heap == HeapType.Extern && _shape.Types.HasAggregates && depth > 0)
        {
            Push(ValType.Ref(type.Nullable, HeapType.Any), depth - 1);
            Emit("extern.convert_any");
            Pop(1);
            _stack.Add(type);
            return true;
        }
        return false;
    }

    private bool TryPushFunction(ValType type)
    {
        int function = Find(_shape.Functions.Length, i => _shape.Types.Matches(TypeOf(i), type));
        if (function < 0) return false;
        Emit($"ref.func {function}");
        _stack.Add(_shape.Types.HasTypedReferences ? TypeOf(function) : ValType.FuncRef);
        return true;
    }

    private ValType TypeOf(int function) => ValType.Ref(false, HeapType.Concrete(new TypeIdx((uint)_shape.Functions[function].Type)));

    private void ReferenceBranch() => _chance.Pick(
        (2, BranchOnNull),
        (2, BranchOnNonNull),
        (_shape.Types.HasAggregates ? 4 : 0, BranchOnCast),
        (1, AsNonNull))();

    private void AsNonNull()
    {
        if (Available == 0 || !_stack[^1].IsRef) Push(_shape.Types.AnyReference(_chance), 1);
        Emit("ref.as_non_null");
        _stack[^1] = ValType.Ref(false, _stack[^1].Heap);
    }

    private void BranchOnNull()
    {
        int depth = _chance.Below(_frames.Count);
        Require(LabelTypes(depth));
        Push(_shape.Types.AnyReference(_chance), 1);
        ValType type = _stack[^1];
        Emit($"br_on_null {depth}");
        Pop(1);
        Retype(LabelTypes(depth));
        _stack.Add(ValType.Ref(false, type.Heap));
    }

    private void BranchOnNonNull()
    {
        int depth = Find(_frames.Count, i => LabelTypes(i) is [.., { IsRef: true }]);
        if (depth < 0) return;
        ValType[] types = LabelTypes(depth);
        Require(types.AsSpan(..^1));
        Push(ValType.Ref(true, types[^1].Heap), 1);
        Emit($"br_on_non_null {depth}");
        Pop(1);
        Retype(types.AsSpan(..^1));
    }

    /// <summary>spec: valid-br_on_cast, valid-br_on_cast_fail</summary>
    private void BranchOnCast()
    {
        int depth = Find(_frames.Count, i => LabelTypes(i) is [.., { IsRef: true } last] && _shape.Types.TopOf(last.Heap) != HeapType.Exn);
        if (depth < 0) return;
        ValType[] types = LabelTypes(depth);
        ValType last = types[^1];
        bool onFailure = _chance.OneIn(2);

        // What is carried must match the label; what is not carried may be anything.
        ValType from = onFailure ? last : ValType.Ref(true, _shape.Types.TopOf(last.Heap));
        ValType to = onFailure ? Below(from) : ValType.Ref(last.Nullable && _chance.OneIn(2), last.Heap);
        Require(types.AsSpan(..^1));
        Push(from, 1);
        Emit($"{(onFailure ? "br_on_cast_fail" : "br_on_cast")} {depth} {from} {to}");
        Pop(1);
        Retype(types.AsSpan(..^1));
        _stack.Add(onFailure ? to : to.Nullable ? ValType.Ref(false, from.Heap) : from);
    }

    /// <summary>Some type that matches another.</summary>
    private ValType Below(ValType type)
    {
        int index = Find(_shape.Types.Count, i => _shape.Types.Matches(HeapType.Concrete(new TypeIdx((uint)i)), type.Heap));
        HeapType heap = index >= 0 ? HeapType.Concrete(new TypeIdx((uint)index)) : type.Heap;
        return ValType.Ref(type.Nullable && _chance.OneIn(3), heap);
    }
}
