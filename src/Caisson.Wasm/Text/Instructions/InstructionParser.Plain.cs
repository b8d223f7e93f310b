using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Literals;

namespace Caisson.Wasm.Text.Instructions;

internal sealed partial class InstructionParser
{
    /// <summary>Writes an opcode and parses its immediates. spec: text-plaininstr</summary>
    private void Plain(Opcode opcode, ByteWriter target)
    {
        // Two opcodes share a mnemonic; the immediates tell which is meant.
        if (opcode is Opcode.RefTest or Opcode.RefCast)
        {
            CastTo(opcode, target);
            return;
        }
        if (opcode == Opcode.Select && reader.IsOpen("result")) opcode = Opcode.SelectT;
        target.Opcode(opcode);
        Immediates(opcode, target);
    }

    private void Immediates(Opcode opcode, ByteWriter target)
    {
        switch (opcode.Immediates)
        {
            case ImmediateKind.None: break;
            case ImmediateKind.Label: target.Unsigned(Labels.Resolve(reader)); break;
            case ImmediateKind.Labels: LabelList(target); break;
            case ImmediateKind.Func: target.Unsigned(scope.Functions.Resolve(reader)); break;
            case ImmediateKind.Type: target.Unsigned(scope.Types.Resolve(reader)); break;
            case ImmediateKind.TypeTable: TypeTable(target); break;
            case ImmediateKind.TypeField: TypeField(target); break;
            case ImmediateKind.TypeCount: TypeCount(target); break;
            case ImmediateKind.TypeData: TypeData(target); break;
            case ImmediateKind.TypeElem: TypeElem(target); break;
            case ImmediateKind.TypeType: TypeType(target); break;
            case ImmediateKind.ValTypes: ValTypes(target); break;
            case ImmediateKind.Tag: target.Unsigned(scope.Tags.Resolve(reader)); break;
            case ImmediateKind.Local: target.Unsigned(_locals.Resolve(reader)); break;
            case ImmediateKind.Global: target.Unsigned(scope.Globals.Resolve(reader)); break;
            case ImmediateKind.Table: target.Unsigned(OptionalIndex(scope.Tables)); break;
            case ImmediateKind.TableTable: IndexPair(scope.Tables, target); break;
            case ImmediateKind.Elem: target.Unsigned(scope.Elems.Resolve(reader)); break;
            case ImmediateKind.ElemTable: SegmentOf(scope.Tables, scope.Elems, target); break;
            case ImmediateKind.Mem: target.Unsigned(OptionalIndex(scope.Memories)); break;
            case ImmediateKind.MemMem: IndexPair(scope.Memories, target); break;
            case ImmediateKind.Data: target.Unsigned(DataIndex()); break;
            case ImmediateKind.DataMem: DataMem(target); break;
            case ImmediateKind.MemArg: MemArg(opcode, target, hasMemory: IsIndex); break;
            case ImmediateKind.MemArgLane: MemArgLane(opcode, target); break;
            case ImmediateKind.Lane: target.Byte((byte)reader.Nat(8)); break;
            case ImmediateKind.Lanes: Lanes(target); break;
            case ImmediateKind.I32: target.Signed((int)reader.Integer(32)); break;
            case ImmediateKind.I64: target.Signed((long)reader.Integer(64)); break;
            case ImmediateKind.F32: target.Fixed32((uint)reader.Float(FloatFormat.F32)); break;
            case ImmediateKind.F64: target.Fixed64(reader.Float(FloatFormat.F64)); break;
            case ImmediateKind.V128: target.Bytes(reader.Vector()); break;
            case ImmediateKind.HeapType: target.HeapType(types.HeapType()); break;
            case ImmediateKind.Cast: Cast(target); break;
            case ImmediateKind.Zero: target.Byte(0); break;
            default: throw new InvalidOperationException($"{opcode} is a structured instruction");
        }
    }

    private bool IsIndex => reader.Kind is TokenKind.Nat or TokenKind.Id;
}
