using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

// Arrays. spec: exec-array.new
internal sealed partial class Execution
{
    private bool Array(Frame frame, in Instruction instruction)
    {
        uint x = instruction.Index;
        int y = (int)instruction.Index2;
        switch (instruction.Opcode)
        {
            case Opcode.ArrayNew: ArrayNew(frame, x); break;
            case Opcode.ArrayNewDefault: ArrayNewDefault(frame, x); break;
            case Opcode.ArrayNewFixed: ArrayNewFixed(frame, x, y); break;
            case Opcode.ArrayNewData: ArrayNewData(frame, x, frame.Module.Datas[y]); break;
            case Opcode.ArrayNewElem: ArrayNewElem(frame, x, frame.Module.Elems[y]); break;
            case Opcode.ArrayGet or Opcode.ArrayGetU: ArrayGet(frame, x, signed: false); break;
            case Opcode.ArrayGetS: ArrayGet(frame, x, signed: true); break;
            case Opcode.ArraySet: ArraySet(frame, x); break;
            case Opcode.ArrayLen: frame.Push(Val.I32((uint)NonNullArray(frame.Pop()).Fields.Length)); break;
            case Opcode.ArrayFill: ArrayFill(frame, x); break;
            case Opcode.ArrayCopy: ArrayCopy(frame); break;
            case Opcode.ArrayInitData: ArrayInitData(frame, x, frame.Module.Datas[y]); break;
            case Opcode.ArrayInitElem: ArrayInitElem(frame, frame.Module.Elems[y]); break;
            default: return false;
        }
        return true;
    }

    /// <summary>spec: exec-array.new</summary>
    private void ArrayNew(Frame frame, uint x)
    {
        Val[] operands = frame.Pop(2);
        ArrayInst array = Allocate(frame, x, operands[1].U32);
        System.Array.Fill(array.Fields, Pack(ElementOf(frame, x), operands[0]));
        frame.Push(Val.Ref(array));
    }

    /// <summary>spec: exec-array.new_default</summary>
    private void ArrayNewDefault(Frame frame, uint x)
    {
        ArrayInst array = Allocate(frame, x, frame.Pop().U32);
        System.Array.Fill(array.Fields, Val.Default(ElementOf(frame, x).Type));
        frame.Push(Val.Ref(array));
    }

    /// <summary>spec: exec-array.new_fixed</summary>
    private void ArrayNewFixed(Frame frame, uint x, int count)
    {
        Val[] values = frame.Pop(count);
        ArrayInst array = Allocate(frame, x, (uint)count);
        for (int i = 0; i < count; i++) array.Fields[i] = Pack(ElementOf(frame, x), values[i]);
        frame.Push(Val.Ref(array));
    }

    /// <summary>spec: exec-array.new_data</summary>
    private void ArrayNewData(Frame frame, uint x, DataInst data)
    {
        Val[] operands = frame.Pop(2);
        uint from = operands[0].U32, count = operands[1].U32;
        FieldType element = ElementOf(frame, x);
        CheckData(data, from, count, element);
        ArrayInst array = Allocate(frame, x, count);
        for (int i = 0; i < array.Fields.Length; i++) array.Fields[i] = FromBytes(element, data.Data, (int)from + (i * BytesOf(element)));
        frame.Push(Val.Ref(array));
    }

    /// <summary>spec: exec-array.new_elem</summary>
    private void ArrayNewElem(Frame frame, uint x, ElemInst elem)
    {
        Val[] operands = frame.Pop(2);
        uint from = operands[0].U32, count = operands[1].U32;
        CheckElem(elem, from, count);
        ArrayInst array = Allocate(frame, x, count);
        for (int i = 0; i < array.Fields.Length; i++) array.Fields[i] = elem.Elem[(int)from + i];
        frame.Push(Val.Ref(array));
    }

    /// <summary>spec: exec-array.get</summary>
    private static void ArrayGet(Frame frame, uint x, bool signed)
    {
        Val[] operands = frame.Pop(2);
        ArrayInst array = NonNullArray(operands[0]);
        frame.Push(Unpack(ElementOf(frame, x), array.Fields[array.At(operands[1].U32, 1)], signed));
    }

    /// <summary>spec: exec-array.set</summary>
    private static void ArraySet(Frame frame, uint x)
    {
        Val[] operands = frame.Pop(3);
        ArrayInst array = NonNullArray(operands[0]);
        array.Fields[array.At(operands[1].U32, 1)] = Pack(ElementOf(frame, x), operands[2]);
    }

    /// <summary>spec: exec-array.fill</summary>
    private void ArrayFill(Frame frame, uint x)
    {
        Val[] operands = frame.Pop(4);
        ArrayInst array = NonNullArray(operands[0]);
        uint count = operands[3].U32;
        int start = array.At(operands[1].U32, count);
        Spend(count / 8);
        for (int i = 0; i < (int)count; i++) array.Fields[start + i] = Pack(ElementOf(frame, x), operands[2]);
    }

    /// <summary>The elements are packed alike, so that they needn't be unpacked. spec: exec-array.copy</summary>
    private void ArrayCopy(Frame frame)
    {
        Val[] operands = frame.Pop(5);
        ArrayInst to = NonNullArray(operands[0]), from = NonNullArray(operands[2]);
        uint count = operands[4].U32;
        int destination = to.At(operands[1].U32, count), source = from.At(operands[3].U32, count);
        Spend(count / 8);
        Val[] values = from.Fields[source..(source + (int)count)];
        values.CopyTo(to.Fields, destination);
    }

    /// <summary>spec: exec-array.init_data</summary>
    private void ArrayInitData(Frame frame, uint x, DataInst data)
    {
        Val[] operands = frame.Pop(4);
        ArrayInst array = NonNullArray(operands[0]);
        uint from = operands[2].U32, count = operands[3].U32;
        FieldType element = ElementOf(frame, x);
        int start = array.At(operands[1].U32, count);
        CheckData(data, from, count, element);
        Spend(count / 8);
        for (int i = 0; i < (int)count; i++) array.Fields[start + i] = FromBytes(element, data.Data, (int)from + (i * BytesOf(element)));
    }

    /// <summary>spec: exec-array.init_elem</summary>
    private void ArrayInitElem(Frame frame, ElemInst elem)
    {
        Val[] operands = frame.Pop(4);
        ArrayInst array = NonNullArray(operands[0]);
        uint from = operands[2].U32, count = operands[3].U32;
        int start = array.At(operands[1].U32, count);
        CheckElem(elem, from, count);
        Spend(count / 8);
        for (int i = 0; i < (int)count; i++) array.Fields[start + i] = elem.Elem[(int)from + i];
    }

    private ArrayInst Allocate(Frame frame, uint x, uint count)
    {
        store.Allocate(64 + (ValBytes * count));
        Spend(count / 8);
        return new ArrayInst(frame.Module.Types.Canonical(new TypeIdx(x)), new Val[count]);
    }

    private static FieldType ElementOf(Frame frame, uint x) => ((ArrayType)frame.Module.Syntax.Types[(int)x].Comp).Element;

    private static ArrayInst NonNullArray(Val value) => (ArrayInst?)value.Reference ?? throw Trap(TrapKind.NullArrayReference);

    private static void CheckData(DataInst data, uint from, uint count, FieldType element)
    {
        if (from + ((UInt128)count * (uint)BytesOf(element)) > (ulong)data.Data.Length) throw Trap(TrapKind.OutOfBoundsMemoryAccess);
    }

    private static void CheckElem(ElemInst elem, uint from, uint count)
    {
        if ((ulong)from + count > (ulong)elem.Elem.Length) throw Trap(TrapKind.OutOfBoundsTableAccess);
    }

    private static int BytesOf(FieldType type) => type.Packed switch
    {
        PackedKind.I8 => 1,
        PackedKind.I16 => 2,
        _ => type.Type.Kind switch { ValKind.I32 or ValKind.F32 => 4, ValKind.V128 => 16, _ => 8 },
    };

    private static Val FromBytes(FieldType type, byte[] data, int at) => type.Type.Kind == ValKind.V128
        ? Val.V128(MemInst.Read(data, at, 8), MemInst.Read(data, at + 8, 8))
        : new Val(type.Type.Kind, MemInst.Read(data, at, BytesOf(type)));
}
