using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

// Parametric instructions, variables and tables. spec: valid-instr-parametric, valid-instr-variable, valid-instr-table
public sealed partial class FunctionValidator
{
    /// <summary>Without annotation: numbers and vectors only. spec: valid-select</summary>
    private void Select()
    {
        PopKind(ValKind.I32);
        ValType second = Pop("value");
        ValType first = Pop("value");
        ValType found = first.Kind == ValKind.Bottom ? second : first;
        if (first.IsRef || second.IsRef)
            ValidationErrors.Mismatch(Here, "operand", "a number or vector type", (first.IsRef ? first : second).ToString());
        if (second.Kind != ValKind.Bottom && second != found) ValidationErrors.OperandMismatch(Here, found, second);
        Push(found);
    }

    /// <summary>spec: valid-select</summary>
    private void SelectT(in Instruction i, in InstructionReader reader)
    {
        if (i.ListCount != 1) ValidationErrors.Invalid(Here, $"invalid result arity: {i.ListCount}, must be 1");
        foreach (ValType type in reader.ValTypes(in i))
        {
            _context.CheckValType(type, Here);
            PopKind(ValKind.I32);
            Pop(type);
            Pop(type);
            Push(type);
        }
    }

    /// <summary>spec: valid-local.get</summary>
    private void LocalGet(uint index)
    {
        ValType type = Local(index);
        if (!type.IsDefaultable && !HasValue(index)) ValidationErrors.Invalid(Here, $"uninitialized local {index}");
        Push(type);
    }

    /// <summary>spec: valid-local.set</summary>
    private void LocalSet(uint index)
    {
        ValType type = Local(index);
        Pop(type);
        if (!type.IsDefaultable) _locals.Initialise(index);
    }

    /// <summary>spec: valid-local.tee</summary>
    private void LocalTee(uint index)
    {
        LocalSet(index);
        Push(_locals[index]);
    }

    private ValType Local(uint index)
    {
        if (index >= (uint)_locals.Count) ValidationErrors.Unknown(Here, "local", index);
        return _locals[index];
    }

    private bool HasValue(uint index) => index < (uint)_function!.Parameters.Length || _locals.IsInitialised(index);

    /// <summary>spec: valid-global.get</summary>
    private void GlobalGet(uint index) => Push(_context.Global(index, Here).Type);

    /// <summary>spec: valid-global.set</summary>
    private void GlobalSet(uint index)
    {
        GlobalType global = _context.Global(index, Here);
        if (!global.Mutable) ValidationErrors.Invalid(Here, $"immutable global {index}");
        Pop(global.Type);
    }

    /// <summary>spec: valid-table.get</summary>
    private void TableGet(uint index)
    {
        TableType table = _context.Table(index, Here);
        Pop(table.AddressType);
        Push(table.Element);
    }

    /// <summary>spec: valid-table.set</summary>
    private void TableSet(uint index)
    {
        TableType table = _context.Table(index, Here);
        Pop(table.Element);
        Pop(table.AddressType);
    }

    /// <summary>spec: valid-table.init</summary>
    private void TableInit(uint segment, uint index)
    {
        TableType table = _context.Table(index, Here);
        ElemSegment elem = _context.Elem(segment, Here);
        if (!_types.Matches(elem.Type, table.Element))
            ValidationErrors.Mismatch(Here, $"elem segment {segment}", table.Element.ToString(), elem.Type.ToString());
        PopKind(ValKind.I32);
        PopKind(ValKind.I32);
        Pop(table.AddressType);
    }

    /// <summary>spec: valid-table.copy</summary>
    private void TableCopy(uint to, uint from)
    {
        TableType target = _context.Table(to, Here);
        TableType source = _context.Table(from, Here);
        if (!_types.Matches(source.Element, target.Element))
            ValidationErrors.Mismatch(Here, $"table {from}", target.Element.ToString(), source.Element.ToString());
        PopKind(target.Is64 && source.Is64 ? ValKind.I64 : ValKind.I32);
        Pop(source.AddressType);
        Pop(target.AddressType);
    }

    /// <summary>spec: valid-table.grow</summary>
    private void TableGrow(uint index)
    {
        TableType table = _context.Table(index, Here);
        Pop(table.AddressType);
        Pop(table.Element);
        Push(table.AddressType);
    }

    /// <summary>spec: valid-table.size</summary>
    private void TableSize(uint index) => Push(_context.Table(index, Here).AddressType);

    /// <summary>spec: valid-table.fill</summary>
    private void TableFill(uint index)
    {
        TableType table = _context.Table(index, Here);
        Pop(table.AddressType);
        Pop(table.Element);
        Pop(table.AddressType);
    }
}
