using Caisson.Oracle.Numerics;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

// Structures, and what they have in common with arrays. spec: exec-struct.new
internal sealed partial class Execution
{
    private const ulong ValBytes = 32;

    private bool Aggregate(Frame frame, in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.StructNew: StructNew(frame, instruction.Index); break;
            case Opcode.StructNewDefault: StructNewDefault(frame, instruction.Index); break;
            case Opcode.StructGet or Opcode.StructGetS or Opcode.StructGetU: StructGet(frame, in instruction); break;
            case Opcode.StructSet: StructSet(frame, in instruction); break;
            default: return Array(frame, in instruction);
        }
        return true;
    }

    /// <summary>spec: exec-struct.new</summary>
    private void StructNew(Frame frame, uint x)
    {
        var type = (StructType)frame.Module.Syntax.Types[(int)x].Comp;
        Val[] fields = frame.Pop(type.Fields.Length);
        for (int i = 0; i < fields.Length; i++) fields[i] = Pack(type.Fields[i], fields[i]);
        frame.Push(Val.Ref(Structure(frame, x, fields)));
    }

    /// <summary>spec: exec-struct.new_default</summary>
    private void StructNewDefault(Frame frame, uint x)
    {
        var type = (StructType)frame.Module.Syntax.Types[(int)x].Comp;
        var fields = new Val[type.Fields.Length];
        for (int i = 0; i < fields.Length; i++) fields[i] = Val.Default(type.Fields[i].Type);
        frame.Push(Val.Ref(Structure(frame, x, fields)));
    }

    /// <summary>spec: exec-struct.get</summary>
    private static void StructGet(Frame frame, in Instruction instruction)
    {
        var type = (StructType)frame.Module.Syntax.Types[(int)instruction.Index].Comp;
        StructInst structure = NonNullStructure(frame.Pop());
        int i = (int)instruction.Index2;
        frame.Push(Unpack(type.Fields[i], structure.Fields[i], instruction.Opcode == Opcode.StructGetS));
    }

    /// <summary>spec: exec-struct.set</summary>
    private static void StructSet(Frame frame, in Instruction instruction)
    {
        var type = (StructType)frame.Module.Syntax.Types[(int)instruction.Index].Comp;
        Val value = frame.Pop();
        int i = (int)instruction.Index2;
        NonNullStructure(frame.Pop()).Fields[i] = Pack(type.Fields[i], value);
    }

    private StructInst Structure(Frame frame, uint x, Val[] fields)
    {
        store.Allocate(64 + (ValBytes * (ulong)fields.Length));
        Spend((ulong)fields.Length / 8);
        return new StructInst(frame.Module.Types.Canonical(new TypeIdx(x)), fields);
    }

    private static StructInst NonNullStructure(Val value) => (StructInst?)value.Reference ?? throw Trap(TrapKind.NullStructureReference);

    /// <summary>spec: aux-packfield</summary>
    private static Val Pack(FieldType type, Val value) => type.Packed switch
    {
        PackedKind.I8 => Val.I32(value.U32 & 0xFF),
        PackedKind.I16 => Val.I32(value.U32 & 0xFFFF),
        _ => value,
    };

    /// <summary>spec: aux-unpackfield</summary>
    private static Val Unpack(FieldType type, Val value, bool signed) => type.Packed switch
    {
        PackedKind.I8 when signed => Val.I32((uint)Integers.Extend(8, 32, value.Bits)),
        PackedKind.I16 when signed => Val.I32((uint)Integers.Extend(16, 32, value.Bits)),
        _ => value,
    };
}
