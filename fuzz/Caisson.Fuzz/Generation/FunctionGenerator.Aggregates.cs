using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>Structures, arrays, small integers and casts.</summary>
internal sealed partial class FunctionGenerator
{
    private static ValType Reference(int type, bool nullable = true) => ValType.Ref(nullable, HeapType.Concrete(new TypeIdx((uint)type)));

    /// <summary>A reference to an object that is there, as a rule: null traps.</summary>
    private ValType Mostly(int type) => Reference(type, nullable: _chance.OneIn(3));

    /// <summary>A new object of a type below <c>any</c>.</summary>
    private bool TryPushObject(ValType type, int depth)
    {
        if (_shape.Types.Matches(HeapType.I31, type.Heap) && _chance.OneIn(3))
        {
            Push(ValType.I32, depth - 1);
            Emit("ref.i31");
            Pop(1);
            _stack.Add(ValType.Ref(false, HeapType.I31));
            return true;
        }
        int structure = Find(_shape.Types.Structs.Count, i => _shape.Types.Matches(HeapType.Concrete(new TypeIdx((uint)_shape.Types.Structs[i])), type.Heap));
        int array = Find(_shape.Types.Arrays.Count, i => _shape.Types.Matches(HeapType.Concrete(new TypeIdx((uint)_shape.Types.Arrays[i])), type.Heap));
        if (structure >= 0 && (array < 0 || _chance.OneIn(2))) PushStruct(_shape.Types.Structs[structure], depth);
        else if (array >= 0) PushArray(_shape.Types.Arrays[array], depth);
        else return false;
        return true;
    }

    private void PushStruct(int type, int depth)
    {
        StructType structure = _shape.Types.Struct(type);
        bool defaultable = structure.Fields.All(field => field.Type.IsDefaultable);
        if (defaultable && (depth < 0 || _chance.OneIn(3)))
        {
            Emit($"struct.new_default {type}");
        }
        else
        {
            foreach (FieldType field in structure.Fields) Push(field.Type, depth - 1);
            Emit($"struct.new {type}");
            Pop(structure.Fields.Length);
        }
        _stack.Add(Reference(type, nullable: false));
    }

    private void PushArray(int type, int depth)
    {
        FieldType element = _shape.Types.Element(type);
        int elem = Find(_shape.Elems.Length, i => element.Type.IsRef && _shape.Types.Matches(_shape.Elems[i].Type, element.Type));
        bool fromData = !element.Type.IsRef;
        switch (_chance.Below(4))
        {
            case 0 when fromData || elem >= 0:
                PushIndex(ValType.I32);
                PushIndex(ValType.I32);
                Emit(fromData ? $"array.new_data {type} {_chance.Below(_shape.Datas.Length)}" : $"array.new_elem {type} {elem}");
                Pop(2);
                break;
            case 1 when element.Type.IsDefaultable:
                Push(ValType.I32, 0);
                Mask(ValType.I32, "7");
                Emit($"array.new_default {type}");
                Pop(1);
                break;
            case 2:
                Push(element.Type, depth - 1);
                Push(ValType.I32, 0);
                Mask(ValType.I32, "7");
                Emit($"array.new {type}");
                Pop(2);
                break;
            default:
                int count = depth < 0 ? _chance.Below(2) : _chance.Below(4);
                for (int i = 0; i < count; i++) Push(element.Type, depth - 1);
                Emit($"array.new_fixed {type} {count}");
                Pop(count);
                break;
        }
        _stack.Add(Reference(type, nullable: false));
    }

    /// <summary>The value of a field or element of this type, when there is one.</summary>
    private bool PushFromAggregate(ValType type, int depth)
    {
        if (type == ValType.I32 && _chance.OneIn(6))
        {
            Push(ValType.Ref(_chance.OneIn(3), HeapType.I31), depth - 1);
            Emit(_chance.OneIn(2) ? "i31.get_s" : "i31.get_u");
            Pop(1);
            _stack.Add(ValType.I32);
            return true;
        }
        return _chance.OneIn(2) ? PushField(type, depth) || PushElement(type, depth) : PushElement(type, depth) || PushField(type, depth);
    }

    private bool PushField(ValType type, int depth)
    {
        int found = Find(_shape.Types.Structs.Count, i => FieldOf(_shape.Types.Structs[i], field => _shape.Types.Matches(field.Type, type)) >= 0);
        if (found < 0) return false;
        int structure = _shape.Types.Structs[found], index = FieldOf(structure, field => _shape.Types.Matches(field.Type, type));
        FieldType accessed = _shape.Types.Struct(structure).Fields[index];
        Push(Mostly(structure), depth - 1);
        Emit($"struct.get{Extension(accessed)} {structure} {index}");
        Pop(1);
        _stack.Add(accessed.Type);
        return true;
    }

    private bool PushElement(ValType type, int depth)
    {
        int found = Find(_shape.Types.Arrays.Count, i => _shape.Types.Matches(_shape.Types.Element(_shape.Types.Arrays[i]).Type, type));
        if (found < 0) return false;
        int array = _shape.Types.Arrays[found];
        FieldType element = _shape.Types.Element(array);
        Push(Mostly(array), depth - 1);
        PushIndex(ValType.I32);
        Emit($"array.get{Extension(element)} {array}");
        Pop(2);
        _stack.Add(element.Type);
        return true;
    }

    private int FieldOf(int structure, Predicate<FieldType> fits) =>
        Find(_shape.Types.Struct(structure).Fields.Length, i => fits(_shape.Types.Struct(structure).Fields[i]));

    private string Extension(FieldType field) => field.Packed == PackedKind.None ? "" : _chance.OneIn(2) ? "_s" : "_u";

    private void PushAggregateTest(int depth)
    {
        switch (_chance.Below(3))
        {
            case 0:
                Push(ValType.Ref(true, HeapType.Eq), depth - 1);
                Push(ValType.Ref(true, HeapType.Eq), depth - 1);
                Emit("ref.eq");
                Pop(2);
                break;
            case 1 when _shape.Types.Arrays.Count > 0:
                Push(Reference(_chance.Pick(_shape.Types.Arrays)), depth - 1);
                Emit("array.len");
                Pop(1);
                break;
            default:
                ValType type = Castable();
                Push(ValType.Ref(true, _shape.Types.TopOf(type.Heap)), depth - 1);
                Emit($"ref.test {type}");
                Pop(1);
                break;
        }
        _stack.Add(ValType.I32);
    }

    private ValType Castable()
    {
        ValType type = _shape.Types.AnyReference(_chance);
        return _shape.Types.TopOf(type.Heap) == HeapType.Exn ? ValType.Ref(true, HeapType.Any) : type;
    }

    private void PushCast(ValType type, int depth)
    {
        if (type.Heap == HeapType.Any && _chance.OneIn(2))
        {
            Push(ValType.Ref(type.Nullable, HeapType.Extern), depth - 1);
            Emit("any.convert_extern");
            Pop(1);
            _stack.Add(type);
            return;
        }
        Push(ValType.Ref(true, _shape.Types.TopOf(type.Heap)), depth - 1);
        Emit($"ref.cast {type}");
        Pop(1);
        _stack.Add(type);
    }

    private void ChangeAggregate()
    {
        if (_shape.Types.Arrays.Count == 0 || (_shape.Types.Structs.Count > 0 && _chance.OneIn(2))) SetField();
        else ChangeArray(_chance.Pick(_shape.Types.Arrays));
    }

    private void SetField()
    {
        int found = Find(_shape.Types.Structs.Count, i => FieldOf(_shape.Types.Structs[i], field => field.Mutable) >= 0);
        if (found < 0) return;
        int structure = _shape.Types.Structs[found], index = FieldOf(structure, field => field.Mutable);
        Push(Mostly(structure), 1);
        Push(_shape.Types.Struct(structure).Fields[index].Type, 1);
        Emit($"struct.set {structure} {index}");
        Pop(2);
    }

    private void ChangeArray(int array)
    {
        FieldType element = _shape.Types.Element(array);
        if (!element.Mutable) return;
        int elem = Find(_shape.Elems.Length, i => element.Type.IsRef && _shape.Types.Matches(_shape.Elems[i].Type, element.Type));
        int source = Find(_shape.Types.Arrays.Count, i => Copies(_shape.Types.Element(_shape.Types.Arrays[i]), element));
        Push(Mostly(array), 1);
        PushIndex(ValType.I32);
        switch (_chance.Below(4))
        {
            case 0:
                Push(element.Type, 1);
                PushIndex(ValType.I32);
                Emit($"array.fill {array}");
                Pop(4);
                break;
            case 1:
                Push(Reference(_shape.Types.Arrays[source]), 1);
                PushIndex(ValType.I32);
                PushIndex(ValType.I32);
                Emit($"array.copy {array} {_shape.Types.Arrays[source]}");
                Pop(5);
                break;
            case 2 when !element.Type.IsRef || elem >= 0:
                PushIndex(ValType.I32);
                PushIndex(ValType.I32);
                Emit(elem >= 0 ? $"array.init_elem {array} {elem}" : $"array.init_data {array} {_chance.Below(_shape.Datas.Length)}");
                Pop(4);
                break;
            default:
                Push(element.Type, 1);
                Emit($"array.set {array}");
                Pop(3);
                break;
        }
    }

    private bool Copies(FieldType from, FieldType to) => from.Packed == to.Packed && _shape.Types.Matches(from.Type, to.Type);
}
