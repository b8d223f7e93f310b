using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

// Control instructions. spec: valid-instr-control
public sealed partial class FunctionValidator
{
    /// <summary>spec: valid-block, valid-loop, valid-if</summary>
    private void Block(in Instruction i)
    {
        (FuncType? type, ValType result) = Resolve(i.BlockType);
        if (i.Opcode == Opcode.If) PopKind(ValKind.I32);
        ReadOnlySpan<ValType> parameters = type is null ? default : type.Parameters.AsSpan();
        Pop(parameters);
        Enter(i.Opcode, type, result);
        Push(parameters);
    }

    private void Else()
    {
        ref ControlFrame frame = ref Innermost;
        if (frame.Opcode != Opcode.If) ValidationErrors.MisplacedElse(Here);
        Leave(ref frame);
        frame.Opcode = Opcode.Else;
        Open(ref frame);
        Push(frame.Parameters);
    }

    private void End()
    {
        ref ControlFrame frame = ref Innermost;
        Leave(ref frame);
        ReadOnlySpan<ValType> results = ControlFrame.Results(in frame);
        if (frame.Opcode == Opcode.If && !_types.Matches(frame.Parameters, results))
            ValidationErrors.NoElse(Here, frame.Parameters, results);
        _depth--;
        if (_depth > 0) Resume();
        Push(results);
    }

    /// <summary>The enclosing frame is the innermost again.</summary>
    private void Resume()
    {
        ref ControlFrame outer = ref Innermost;
        _floor = outer.Height;
        _unreachable = outer.Unreachable;
    }

    /// <summary>spec: valid-br</summary>
    private void Br(uint label)
    {
        Pop(LabelTypes(label));
        MarkUnreachable();
    }

    /// <summary>spec: valid-br_if</summary>
    private void BrIf(uint label)
    {
        PopKind(ValKind.I32);
        Retype(LabelTypes(label));
    }

    /// <summary>spec: valid-br_table</summary>
    private void BrTable(in Instruction i, in InstructionReader reader)
    {
        PopKind(ValKind.I32);
        ReadOnlySpan<ValType> byDefault = LabelTypes(i.Index);
        ReadOnlySpan<ValType> previous = default;
        foreach (LabelIdx label in reader.Labels(in i))
        {
            ReadOnlySpan<ValType> expected = LabelTypes(label.Value);
            if (expected.Length != byDefault.Length) ValidationErrors.LabelArity(Here, label.Value, byDefault.Length, expected.Length);
            if (expected == previous) continue;
            CheckLabel(label.Value, expected);
            previous = expected;
        }
        CheckLabel(i.Index, byDefault);
        MarkUnreachable();
    }

    private void CheckLabel(uint label, ReadOnlySpan<ValType> expected)
    {
        if (!IsOnTop(expected)) ValidationErrors.LabelMismatch(Here, label, expected, _stack.AsSpan(_floor, _top - _floor));
    }

    /// <summary>spec: valid-return</summary>
    private void Return()
    {
        Pop(_function!.Results.AsSpan());
        MarkUnreachable();
    }

    /// <summary>spec: valid-call</summary>
    private void Call(uint callee) => Call(Callee(callee));

    private void Call(FuncType type)
    {
        Pop(type.Parameters.AsSpan());
        Push(type.Results.AsSpan());
    }

    /// <summary>spec: valid-call_indirect</summary>
    private void CallIndirect(uint type, uint table) => Call(IndirectCallee(type, table));

    /// <summary>spec: valid-return_call</summary>
    private void ReturnCall(uint callee) => ReturnCall(Callee(callee));

    private void ReturnCall(FuncType type)
    {
        if (!_types.Matches(type.Results.AsSpan(), _function!.Results.AsSpan()))
            ValidationErrors.ResultMismatch(Here, _function.Results.AsSpan(), type.Results.AsSpan());
        Pop(type.Parameters.AsSpan());
        MarkUnreachable();
    }

    /// <summary>spec: valid-return_call_indirect</summary>
    private void ReturnCallIndirect(uint type, uint table) => ReturnCall(IndirectCallee(type, table));

    /// <summary>spec: valid-call_ref</summary>
    private void CallRef(uint type) => Call(ReferenceCallee(type));

    /// <summary>spec: valid-return_call_ref</summary>
    private void ReturnCallRef(uint type) => ReturnCall(ReferenceCallee(type));

    private FuncType Callee(uint index)
    {
        if (index >= (uint)_context.Module.Functions.Length) ValidationErrors.Unknown(Here, "function", index);
        return _context.Module.TypeOf(new(index));
    }

    private FuncType IndirectCallee(uint type, uint table)
    {
        TableType from = _context.Table(table, Here);
        if (!_types.Matches(from.Element, ValType.FuncRef))
            ValidationErrors.Mismatch(Here, $"table {table}", "function references", from.Element.ToString());
        FuncType callee = _context.FuncType(type, Here);
        Pop(from.AddressType);
        return callee;
    }

    private FuncType ReferenceCallee(uint type)
    {
        FuncType callee = _context.FuncType(type, Here);
        Pop(ValType.Ref(true, HeapType.Concrete(new(type))));
        return callee;
    }

    /// <summary>spec: valid-blocktype</summary>
    private (FuncType? Type, ValType Result) Resolve(BlockType type)
    {
        switch (type.Kind)
        {
            case BlockTypeKind.Empty:
                return (null, ValType.Bottom);
            case BlockTypeKind.Result:
                _context.CheckValType(type.Result, Here);
                return (null, type.Result);
            default:
                if (!_context.Has(Features.MultiValue)) ValidationErrors.NeedsFeature(Here, "a function type for a block", Features.MultiValue);
                return (_context.FuncType(type.Type.Value, Here), ValType.Bottom);
        }
    }
}
