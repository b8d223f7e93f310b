using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

// References and casts. spec: valid-instr-ref
public sealed partial class FunctionValidator
{
    private static readonly ValType EqRef = ValType.Ref(true, HeapType.Eq);
    private static readonly ValType I31Ref = ValType.Ref(true, HeapType.I31);

    /// <summary>spec: valid-ref.null</summary>
    private void RefNull(ValType type)
    {
        _context.CheckRefType(type, Here);
        Push(type);
    }

    /// <summary>spec: valid-ref.is_null</summary>
    private void RefIsNull()
    {
        PopRef();
        Push(ValType.I32);
    }

    /// <summary>spec: valid-ref.func</summary>
    private void RefFunc(uint index)
    {
        TypeIdx type = _context.Func(index, Here);
        if (!_context.IsDeclared(index))
        {
            if (!_isConst) ValidationErrors.Invalid(Here, $"undeclared function reference {index}");
            _context.DeclareFunction(index);
        }
        Push(ValType.Ref(false, HeapType.Concrete(type)));
    }

    /// <summary>spec: valid-ref.eq</summary>
    private void RefEq()
    {
        Pop(EqRef);
        Pop(EqRef);
        Push(ValType.I32);
    }

    /// <summary>spec: valid-ref.as_non_null</summary>
    private void RefAsNonNull() => Push(ValType.Ref(false, PopRef().Heap));

    /// <summary>spec: valid-br_on_null</summary>
    private void BrOnNull(uint label)
    {
        HeapType heap = PopRef().Heap;
        Retype(LabelTypes(label));
        Push(ValType.Ref(false, heap));
    }

    /// <summary>spec: valid-br_on_non_null</summary>
    private void BrOnNonNull(uint label)
    {
        ReadOnlySpan<ValType> expected = LabelTypes(label);
        if (expected.IsEmpty || !expected[^1].IsRef)
            ValidationErrors.Mismatch(Here, $"last type of label {label}", "a reference type", expected.IsEmpty ? "missing" : expected[^1].ToString());
        Pop(ValType.Ref(true, expected[^1].Heap));
        Retype(expected[..^1]);
    }

    /// <summary>spec: valid-ref.test</summary>
    private void RefTest(ValType target)
    {
        PopCastSource(target);
        Push(ValType.I32);
    }

    /// <summary>spec: valid-ref.cast</summary>
    private void RefCast(ValType target)
    {
        PopCastSource(target);
        Push(target);
    }

    /// <summary>spec: valid-br_on_cast</summary>
    private void BrOnCast(uint label, ValType source, ValType target) =>
        BrOnCast(label, source, target, taken: target, otherwise: Difference(source, target));

    /// <summary>spec: valid-br_on_cast_fail</summary>
    private void BrOnCastFail(uint label, ValType source, ValType target) =>
        BrOnCast(label, source, target, taken: Difference(source, target), otherwise: target);

    /// <summary>spec: valid-any.convert_extern, valid-extern.convert_any</summary>
    private void Convert(HeapType from, HeapType to)
    {
        ValType found = PopRef();
        if (!_types.Matches(found.Heap, from)) ValidationErrors.OperandMismatch(Here, ValType.Ref(true, from), found);
        Push(ValType.Ref(found.Nullable, to));
    }

    /// <summary>spec: valid-ref.i31</summary>
    private void RefI31()
    {
        PopKind(ValKind.I32);
        Push(ValType.Ref(false, HeapType.I31));
    }

    /// <summary>spec: valid-i31.get_sx</summary>
    private void I31Get()
    {
        Pop(I31Ref);
        Push(ValType.I32);
    }

    private void PopCastSource(ValType target)
    {
        _context.CheckRefType(target, Here);
        Pop(ValType.Ref(true, _types.Top(target.Heap)));
    }

    private void BrOnCast(uint label, ValType source, ValType target, ValType taken, ValType otherwise)
    {
        _context.CheckRefType(source, Here);
        _context.CheckRefType(target, Here);
        if (!_types.Matches(target, source)) ValidationErrors.Mismatch(Here, "target of the cast", source.ToString(), target.ToString());
        ReadOnlySpan<ValType> expected = LabelTypes(label);
        if (expected.IsEmpty || !_types.Matches(taken, expected[^1])) ValidationErrors.LabelMismatch(Here, label, expected, [taken]);
        Pop(source);
        Retype(expected[..^1]);
        Push(otherwise);
    }

    /// <summary>What is left of a type when a cast to another has failed. spec: aux-reftypediff</summary>
    private static ValType Difference(ValType source, ValType target) => ValType.Ref(source.Nullable && !target.Nullable, source.Heap);
}
