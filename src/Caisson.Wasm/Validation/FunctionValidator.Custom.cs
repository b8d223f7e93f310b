using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

// The instructions whose signature is not fixed, in the order of Instructions.tsv.
public sealed partial class FunctionValidator
{
    private void StepCustom(in Instruction i, in InstructionReader reader)
    {
        switch (i.Opcode)
        {
            case Opcode.Unreachable: MarkUnreachable(); break;
            case Opcode.Block or Opcode.Loop or Opcode.If or Opcode.Try: Block(in i); break;
            case Opcode.Else: Else(); break;
            case Opcode.Catch: Catch(i.Index); break;
            case Opcode.Throw: Throw(i.Index); break;
            case Opcode.Rethrow: Rethrow(i.Index); break;
            case Opcode.ThrowRef: ThrowRef(); break;
            case Opcode.End: End(); break;
            case Opcode.Br: Br(i.Index); break;
            case Opcode.BrIf: BrIf(i.Index); break;
            case Opcode.BrTable: BrTable(in i, in reader); break;
            case Opcode.Return: Return(); break;
            case Opcode.Call: Call(i.Index); break;
            case Opcode.CallIndirect: CallIndirect(i.Index, i.Index2); break;
            case Opcode.ReturnCall: ReturnCall(i.Index); break;
            case Opcode.ReturnCallIndirect: ReturnCallIndirect(i.Index, i.Index2); break;
            case Opcode.CallRef: CallRef(i.Index); break;
            case Opcode.ReturnCallRef: ReturnCallRef(i.Index); break;
            case Opcode.Delegate: Delegate(i.Index); break;
            case Opcode.CatchAll: CatchAll(); break;
            case Opcode.Drop: Pop("value"); break;
            case Opcode.Select: Select(); break;
            case Opcode.SelectT: SelectT(in i, in reader); break;
            case Opcode.TryTable: TryTable(in i, in reader); break;
            case Opcode.LocalGet: LocalGet(i.Index); break;
            case Opcode.LocalSet: LocalSet(i.Index); break;
            case Opcode.LocalTee: LocalTee(i.Index); break;
            case Opcode.GlobalGet: GlobalGet(i.Index); break;
            case Opcode.GlobalSet: GlobalSet(i.Index); break;
            case Opcode.TableGet: TableGet(i.Index); break;
            case Opcode.TableSet: TableSet(i.Index); break;
            case Opcode.MemorySize: MemorySize(i.Index); break;
            case Opcode.MemoryGrow: MemoryGrow(i.Index); break;
            case Opcode.RefNull: RefNull(i.RefType); break;
            case Opcode.RefIsNull: RefIsNull(); break;
            case Opcode.RefFunc: RefFunc(i.Index); break;
            case Opcode.RefEq: RefEq(); break;
            case Opcode.RefAsNonNull: RefAsNonNull(); break;
            case Opcode.BrOnNull: BrOnNull(i.Index); break;
            case Opcode.BrOnNonNull: BrOnNonNull(i.Index); break;
            default: StepPrefixed(in i); break;
        }
    }

    private void StepPrefixed(in Instruction i)
    {
        switch (i.Opcode)
        {
            case Opcode.StructNew: StructNew(i.Index); break;
            case Opcode.StructNewDefault: StructNewDefault(i.Index); break;
            case Opcode.StructGet: StructGet(i.Index, i.Index2, packed: false); break;
            case Opcode.StructGetS or Opcode.StructGetU: StructGet(i.Index, i.Index2, packed: true); break;
            case Opcode.StructSet: StructSet(i.Index, i.Index2); break;
            case Opcode.ArrayNew: ArrayNew(i.Index); break;
            case Opcode.ArrayNewDefault: ArrayNewDefault(i.Index); break;
            case Opcode.ArrayNewFixed: ArrayNewFixed(i.Index, i.Index2); break;
            case Opcode.ArrayNewData: ArrayNewData(i.Index, i.Index2); break;
            case Opcode.ArrayNewElem: ArrayNewElem(i.Index, i.Index2); break;
            case Opcode.ArrayGet: ArrayGet(i.Index, packed: false); break;
            case Opcode.ArrayGetS or Opcode.ArrayGetU: ArrayGet(i.Index, packed: true); break;
            case Opcode.ArraySet: ArraySet(i.Index); break;
            case Opcode.ArrayLen: ArrayLen(); break;
            case Opcode.ArrayFill: ArrayFill(i.Index); break;
            case Opcode.ArrayCopy: ArrayCopy(i.Index, i.Index2); break;
            case Opcode.ArrayInitData: ArrayInitData(i.Index, i.Index2); break;
            case Opcode.ArrayInitElem: ArrayInitElem(i.Index, i.Index2); break;
            case Opcode.RefTest or Opcode.RefTestNull: RefTest(i.RefType); break;
            case Opcode.RefCast or Opcode.RefCastNull: RefCast(i.RefType); break;
            case Opcode.BrOnCast: BrOnCast(i.Index, i.RefType, i.RefType2); break;
            case Opcode.BrOnCastFail: BrOnCastFail(i.Index, i.RefType, i.RefType2); break;
            case Opcode.AnyConvertExtern: Convert(HeapType.Extern, HeapType.Any); break;
            case Opcode.ExternConvertAny: Convert(HeapType.Any, HeapType.Extern); break;
            case Opcode.RefI31: RefI31(); break;
            case Opcode.I31GetS or Opcode.I31GetU: I31Get(); break;
            case Opcode.MemoryInit: MemoryInit(i.Index, i.Index2); break;
            case Opcode.DataDrop: CheckData(i.Index); break;
            case Opcode.MemoryCopy: MemoryCopy(i.Index, i.Index2); break;
            case Opcode.MemoryFill: MemoryFill(i.Index); break;
            case Opcode.TableInit: TableInit(i.Index, i.Index2); break;
            case Opcode.ElemDrop: _context.Elem(i.Index, Here); break;
            case Opcode.TableCopy: TableCopy(i.Index, i.Index2); break;
            case Opcode.TableGrow: TableGrow(i.Index); break;
            case Opcode.TableSize: TableSize(i.Index); break;
            case Opcode.TableFill: TableFill(i.Index); break;
        }
    }
}
