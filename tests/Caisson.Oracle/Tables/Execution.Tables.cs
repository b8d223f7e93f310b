using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

// spec: exec-instr-table
internal sealed partial class Execution
{
    private bool Table(Frame frame, in Instruction instruction)
    {
        List<TableInst> tables = frame.Module.Tables;
        int x = (int)instruction.Index, y = (int)instruction.Index2;
        switch (instruction.Opcode)
        {
            case Opcode.TableGet: frame.Push(tables[x].Elem[tables[x].At(frame.Pop().Bits, 1)]); break;
            case Opcode.TableSet: TableSet(frame, tables[x]); break;
            case Opcode.TableSize: frame.Push(Val.Address(tables[x].Type.Is64, (ulong)tables[x].Elem.Count)); break;
            case Opcode.TableGrow: TableGrow(frame, tables[x]); break;
            case Opcode.TableFill: TableFill(frame, tables[x]); break;
            case Opcode.TableCopy: TableCopy(frame, tables[x], tables[y]); break;
            case Opcode.TableInit:
                Val[] operands = frame.Pop(3);
                TableInit(tables[y], frame.Module.Elems[x], operands[0].Bits, operands[1].Bits, operands[2].Bits);
                break;
            case Opcode.ElemDrop: frame.Module.Elems[x].Drop(); break;
            default: return false;
        }
        return true;
    }

    /// <summary>spec: exec-table.init</summary>
    public void TableInit(TableInst table, ElemInst elem, ulong to, ulong from, ulong count)
    {
        if ((UInt128)from + count > (ulong)elem.Elem.Length) throw Trap(TrapKind.OutOfBoundsTableAccess);
        int start = table.At(to, count);
        Spend(count / 8);
        for (int i = 0; i < (int)count; i++) table.Elem[start + i] = elem.Elem[(int)from + i];
    }

    /// <summary>spec: exec-table.set</summary>
    private static void TableSet(Frame frame, TableInst table)
    {
        Val[] operands = frame.Pop(2);
        table.Elem[table.At(operands[0].Bits, 1)] = operands[1];
    }

    /// <summary>spec: exec-table.grow</summary>
    private static void TableGrow(Frame frame, TableInst table)
    {
        Val[] operands = frame.Pop(2);
        frame.Push(Val.Address(table.Type.Is64, table.Grow(operands[1].Bits, operands[0])));
    }

    /// <summary>spec: exec-table.fill</summary>
    private void TableFill(Frame frame, TableInst table)
    {
        Val[] operands = frame.Pop(3);
        ulong count = operands[2].Bits;
        int start = table.At(operands[0].Bits, count);
        Spend(count / 8);
        for (int i = 0; i < (int)count; i++) table.Elem[start + i] = operands[1];
    }

    /// <summary>spec: exec-table.copy</summary>
    private void TableCopy(Frame frame, TableInst to, TableInst from)
    {
        Val[] operands = frame.Pop(3);
        ulong count = operands[2].Bits;
        int source = from.At(operands[1].Bits, count), destination = to.At(operands[0].Bits, count);
        Spend(count / 8);
        List<Val> values = from.Elem.GetRange(source, (int)count);
        for (int i = 0; i < values.Count; i++) to.Elem[destination + i] = values[i];
    }
}
