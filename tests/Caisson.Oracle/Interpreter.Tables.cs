using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>spec: exec-instr-table</summary>
internal sealed partial class Interpreter
{
    private bool Table(Frame frame, in Instruction instruction)
    {
        int index = (int)instruction.Index;
        switch (instruction.Opcode)
        {
            case Opcode.TableGet: frame.Push(Tables[index].Elem[Tables[index].At(frame.Pop().U32, 1)]); break;
            case Opcode.TableSet: TableSet(frame, Tables[index]); break;
            case Opcode.TableSize: frame.Push(Val.I32((uint)Tables[index].Elem.Count)); break;
            case Opcode.TableGrow: TableGrow(frame, Tables[index]); break;
            case Opcode.TableFill: TableFill(frame, Tables[index]); break;
            case Opcode.TableCopy: TableCopy(frame, Tables[index], Tables[(int)instruction.Index2]); break;
            case Opcode.TableInit:
                Val[] operands = frame.Pop(3);
                TableInit((int)instruction.Index2, index, operands[0].U32, operands[1].U32, operands[2].U32);
                break;
            case Opcode.ElemDrop: _droppedElems[index] = true; break;
            default: return false;
        }
        return true;
    }

    /// <summary>spec: exec-table.set</summary>
    private static void TableSet(Frame frame, TableInst table)
    {
        Val[] operands = frame.Pop(2);
        table.Elem[table.At(operands[0].U32, 1)] = operands[1];
    }

    /// <summary>spec: exec-table.grow</summary>
    private static void TableGrow(Frame frame, TableInst table)
    {
        Val[] operands = frame.Pop(2);
        frame.Push(Val.I32(table.Grow(operands[1].U32, operands[0])));
    }

    /// <summary>spec: exec-table.fill</summary>
    private static void TableFill(Frame frame, TableInst table)
    {
        Val[] operands = frame.Pop(3);
        int start = table.At(operands[0].U32, operands[2].U32);
        for (int i = 0; i < (int)operands[2].U32; i++) table.Elem[start + i] = operands[1];
    }

    /// <summary>spec: exec-table.copy</summary>
    private static void TableCopy(Frame frame, TableInst to, TableInst from)
    {
        Val[] operands = frame.Pop(3);
        uint count = operands[2].U32;
        int source = from.At(operands[1].U32, count), destination = to.At(operands[0].U32, count);
        Val[] values = [.. from.Elem.GetRange(source, (int)count)];
        for (int i = 0; i < values.Length; i++) to.Elem[destination + i] = values[i];
    }

    /// <summary>spec: exec-table.init</summary>
    private void TableInit(int table, int segment, uint to, uint from, uint count)
    {
        ElemSegment elem = _module.Elems[segment];
        uint length = _droppedElems[segment] ? 0 : (uint)elem.Count;
        if ((ulong)from + count > length) throw Trap(TrapKind.OutOfBoundsTableAccess);
        int start = Tables[table].At(to, count);
        for (int i = 0; i < (int)count; i++) Tables[table].Elem[start + i] = Element(elem, (int)from + i);
    }

    private Val Element(ElemSegment segment, int index) =>
        segment.Functions.IsDefault ? Constant(segment.Exprs[index]) : Val.Ref(new FuncAddr((int)segment.Functions[index].Value));
}
