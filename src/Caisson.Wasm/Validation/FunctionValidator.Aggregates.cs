using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

// Structures and arrays. spec: valid-instr-struct, valid-instr-array
public sealed partial class FunctionValidator
{
    private static readonly ValType ArrayRef = ValType.Ref(true, HeapType.Array);

    /// <summary>spec: valid-struct.new</summary>
    private void StructNew(uint type)
    {
        StructType structure = _context.StructType(type, Here);
        for (int i = structure.Fields.Length - 1; i >= 0; i--) Pop(structure.Fields[i].Type);
        PushNew(type);
    }

    /// <summary>spec: valid-struct.new_default</summary>
    private void StructNewDefault(uint type)
    {
        foreach (FieldType field in _context.StructType(type, Here).Fields)
            if (!field.Type.IsDefaultable) ValidationErrors.Invalid(Here, $"field type is not defaultable: {field.Type}");
        PushNew(type);
    }

    /// <summary>spec: valid-struct.get</summary>
    private void StructGet(uint type, uint index, bool packed)
    {
        FieldType field = Field(type, index);
        CheckPacked("field", field, packed);
        PopReference(type);
        Push(field.Type);
    }

    /// <summary>spec: valid-struct.set</summary>
    private void StructSet(uint type, uint index)
    {
        FieldType field = Field(type, index);
        if (!field.Mutable) ValidationErrors.Invalid(Here, $"immutable field {index} of type {type}");
        Pop(field.Type);
        PopReference(type);
    }

    /// <summary>spec: valid-array.new</summary>
    private void ArrayNew(uint type)
    {
        FieldType element = _context.ArrayElement(type, Here);
        PopKind(ValKind.I32);
        Pop(element.Type);
        PushNew(type);
    }

    /// <summary>spec: valid-array.new_default</summary>
    private void ArrayNewDefault(uint type)
    {
        FieldType element = _context.ArrayElement(type, Here);
        if (!element.Type.IsDefaultable) ValidationErrors.Invalid(Here, $"array type is not defaultable: {element.Type}");
        PopKind(ValKind.I32);
        PushNew(type);
    }

    /// <summary>spec: valid-array.new_fixed</summary>
    private void ArrayNewFixed(uint type, uint count)
    {
        FieldType element = _context.ArrayElement(type, Here);
        if (count > ImplementationLimits.ArrayNewFixedOperands)
            ValidationErrors.Invalid(Here, $"too many operands: {count}, the limit is {ImplementationLimits.ArrayNewFixedOperands}");
        for (uint i = 0; i < count; i++) Pop(element.Type);
        PushNew(type);
    }

    /// <summary>spec: valid-array.new_data</summary>
    private void ArrayNewData(uint type, uint segment)
    {
        CheckDataElement(_context.ArrayElement(type, Here), segment);
        PopKind(ValKind.I32);
        PopKind(ValKind.I32);
        PushNew(type);
    }

    /// <summary>spec: valid-array.new_elem</summary>
    private void ArrayNewElem(uint type, uint segment)
    {
        CheckElemElement(_context.ArrayElement(type, Here), segment);
        PopKind(ValKind.I32);
        PopKind(ValKind.I32);
        PushNew(type);
    }

    /// <summary>spec: valid-array.get</summary>
    private void ArrayGet(uint type, bool packed)
    {
        FieldType element = _context.ArrayElement(type, Here);
        CheckPacked("array", element, packed);
        PopKind(ValKind.I32);
        PopReference(type);
        Push(element.Type);
    }

    /// <summary>spec: valid-array.set</summary>
    private void ArraySet(uint type)
    {
        FieldType element = MutableElement(type);
        Pop(element.Type);
        PopKind(ValKind.I32);
        PopReference(type);
    }

    /// <summary>spec: valid-array.len</summary>
    private void ArrayLen()
    {
        Pop(ArrayRef);
        Push(ValType.I32);
    }

    /// <summary>spec: valid-array.fill</summary>
    private void ArrayFill(uint type)
    {
        FieldType element = MutableElement(type);
        PopKind(ValKind.I32);
        Pop(element.Type);
        PopKind(ValKind.I32);
        PopReference(type);
    }

    /// <summary>spec: valid-array.copy</summary>
    private void ArrayCopy(uint to, uint from)
    {
        FieldType target = MutableElement(to);
        FieldType source = _context.ArrayElement(from, Here);
        if (!_types.MatchesStorage(source, target)) ValidationErrors.Invalid(Here, $"array types do not match: {from} and {to}");
        PopKind(ValKind.I32);
        PopKind(ValKind.I32);
        PopReference(from);
        PopKind(ValKind.I32);
        PopReference(to);
    }

    /// <summary>spec: valid-array.init_data</summary>
    private void ArrayInitData(uint type, uint segment)
    {
        CheckDataElement(MutableElement(type), segment);
        PopInitOperands(type);
    }

    /// <summary>spec: valid-array.init_elem</summary>
    private void ArrayInitElem(uint type, uint segment)
    {
        CheckElemElement(MutableElement(type), segment);
        PopInitOperands(type);
    }

    private void PopInitOperands(uint type)
    {
        PopKind(ValKind.I32);
        PopKind(ValKind.I32);
        PopKind(ValKind.I32);
        PopReference(type);
    }

    private FieldType Field(uint type, uint index)
    {
        StructType structure = _context.StructType(type, Here);
        if (index >= (uint)structure.Fields.Length) ValidationErrors.Unknown(Here, "field", index);
        return structure.Fields[(int)index];
    }

    private FieldType MutableElement(uint type)
    {
        FieldType element = _context.ArrayElement(type, Here);
        if (!element.Mutable) ValidationErrors.Invalid(Here, $"immutable array type {type}");
        return element;
    }

    private void CheckPacked(string what, FieldType field, bool packed)
    {
        if (packed != (field.Packed != PackedKind.None)) ValidationErrors.Invalid(Here, $"{what} is {(packed ? "unpacked" : "packed")}");
    }

    private void CheckDataElement(FieldType element, uint segment)
    {
        if (element.Type.IsRef) ValidationErrors.Invalid(Here, $"array type is not numeric or vector: {element.Type}");
        CheckData(segment);
    }

    private void CheckElemElement(FieldType element, uint segment)
    {
        ElemSegment elem = _context.Elem(segment, Here);
        if (element.Packed != PackedKind.None || !_types.Matches(elem.Type, element.Type))
            ValidationErrors.Mismatch(Here, $"elem segment {segment}", element.Type.ToString(), elem.Type.ToString());
    }

    private void PushNew(uint type) => Push(ValType.Ref(false, HeapType.Concrete(new(type))));

    private void PopReference(uint type) => Pop(ValType.Ref(true, HeapType.Concrete(new(type))));
}
