using System.Runtime.CompilerServices;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

// The operand stack. spec: algo-val-stack
public sealed partial class FunctionValidator
{
    private static readonly ValType[] TypeOfKind = [ValType.Bottom, ValType.I32, ValType.I64, ValType.F32, ValType.F64, ValType.V128];

    private ValType[] _stack = new ValType[64];
    private int _top;

    // Of the innermost frame: it can't pop below this height; below it there is anything when it is unreachable.
    private int _floor;
    private bool _unreachable;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Push(ValType type)
    {
        if (_top == _stack.Length) Grow(1);
        _stack[_top++] = type;
    }

    private void Push(ReadOnlySpan<ValType> added)
    {
        if (added.Length > _stack.Length - _top) Grow(added.Length);
        added.CopyTo(_stack.AsSpan(_top));
        _top += added.Length;
    }

    /// <summary>Four bits a kind, the first to push lowest.</summary>
    private void PushKinds(uint kinds)
    {
        for (; kinds != 0; kinds >>= 4) Push(TypeOfKind[kinds & 0xF]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int room)
    {
        if (_top + room > ImplementationLimits.Operands)
            ValidationErrors.Invalid(Here, $"more than {ImplementationLimits.Operands} operands on the stack");
        Array.Resize(ref _stack, Math.Min(Math.Max(_top + room, _stack.Length * 2), ImplementationLimits.Operands));
    }

    /// <summary>An operand of any type; bottom in unreachable code.</summary>
    private ValType Pop(string expected)
    {
        if (_top > _floor) return _stack[--_top];
        if (!_unreachable) ValidationErrors.OperandMissing(Here, expected);
        return ValType.Bottom;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pop(ValType expected)
    {
        if (_top > _floor && _stack[_top - 1] == expected) _top--;
        else PopUnequal(expected);
    }

    /// <summary>Four bits a kind, the first to pop lowest.</summary>
    private void PopKinds(uint kinds)
    {
        for (; kinds != 0; kinds >>= 4) PopKind((ValKind)(kinds & 0xF));
    }

    /// <summary>An operand that is no reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PopKind(ValKind kind)
    {
        if (_top > _floor && _stack[_top - 1].Kind == kind) _top--;
        else PopUnequal(TypeOfKind[(int)kind]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PopUnequal(ValType expected)
    {
        if (_top == _floor)
        {
            if (!_unreachable) ValidationErrors.OperandMissing(Here, expected.ToString());
            return;
        }
        ValType found = _stack[--_top];
        if (!_types.Matches(found, expected)) ValidationErrors.OperandMismatch(Here, expected, found);
    }

    /// <summary>A reference; with the bottom heap type in unreachable code.</summary>
    private ValType PopRef()
    {
        ValType found = Pop("reference type");
        if (found.IsRef) return found;
        if (found.Kind != ValKind.Bottom)
            ValidationErrors.Mismatch(Here, "operand", "a reference type", found.ToString());
        return ValType.Ref(false, HeapType.Bottom);
    }

    private void Pop(ReadOnlySpan<ValType> expected)
    {
        for (int i = expected.Length - 1; i >= 0; i--) Pop(expected[i]);
    }

    /// <summary>Operands of these types take exactly these types: what a conditional branch does to those that it leaves.</summary>
    private void Retype(ReadOnlySpan<ValType> expected)
    {
        Pop(expected);
        Push(expected);
    }

    /// <summary>Whether the operands on top match these types; they stay.</summary>
    private bool IsOnTop(ReadOnlySpan<ValType> expected)
    {
        int there = _top - _floor;
        if (there < expected.Length && !_unreachable) return false;
        for (int i = 1; i <= Math.Min(there, expected.Length); i++)
            if (!_types.Matches(_stack[_top - i], expected[^i])) return false;
        return true;
    }
}
