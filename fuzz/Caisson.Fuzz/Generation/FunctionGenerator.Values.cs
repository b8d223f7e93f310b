using System.Globalization;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>What pushes values.</summary>
internal sealed partial class FunctionGenerator
{
    private static readonly Opcode[] Loads = [.. Opcodes.All.Where(opcode => opcode is >= Opcode.I32Load and <= Opcode.I64Load32U)];

    private void PushAny(int depth) => Push(ModuleShape.AnyType(_chance), depth);

    /// <summary>Pushes a value of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="depth">How far operands may have operands.</param>
    private void Push(ValType type, int depth)
    {
        Action push = depth <= 0 || _budget <= 0
            ? _chance.Pick((1, () => PushConstant(type)), (3, () => PushLocal(type)))
            : _chance.Pick(
                (2, () => PushConstant(type)),
                (6, () => PushLocal(type)),
                (3, () => PushGlobal(type)),
                (6, () => PushComputed(type, depth)),
                (1, () => PushCall(type)),
                (1, () => PushBlock(type)));
        push();
    }

    private void PushConstant(ValType type)
    {
        if (!type.IsRef) Emit(Literals.Number(type, _chance));
        else if (type == ValType.FuncRef && !_chance.OneIn(3)) Emit("ref.func", _chance.Below(_shape.Functions.Length));
        else Emit(Literals.Null(type));
        _stack.Add(type);
    }

    private void PushLocal(ValType type)
    {
        int local = Local(type);
        if (local < 0)
        {
            PushConstant(type);
            return;
        }
        Emit("local.get", local);
        _stack.Add(type);
    }

    private void PushGlobal(ValType type)
    {
        int global = Global(type);
        if (global < 0)
        {
            PushLocal(type);
            return;
        }
        Emit("global.get", global);
        _stack.Add(type);
    }

    private void PushComputed(ValType type, int depth)
    {
        if (type.IsRef) PushFromTable(type);
        else if (_chance.OneIn(3)) PushLoaded(type, depth);
        else if (type == ValType.I32 && _chance.OneIn(5)) PushSize();
        else PushNumeric(NumericOpcodes.ForResult(type, _chance), depth);
    }

    private void PushNumeric(Opcode opcode, int depth)
    {
        foreach (ValType operand in NumericOpcodes.Operands(opcode)) Push(operand, depth - 1);
        Apply(opcode);
    }

    private void NumericOnStack()
    {
        if (NumericOpcodes.ForOperands(_stack, Available, _chance) is { } opcode) Apply(opcode);
        else PushAny(depth: 2);
    }

    private void Apply(Opcode opcode)
    {
        Emit(NumericOpcodes.ShowsNaN(opcode) ? $"{HideNaN()} {opcode.Mnemonic}" : opcode.Mnemonic);
        Pop(opcode.Signature.OperandCount);
        _stack.Add(NumericOpcodes.Result(opcode));
    }

    /// <summary>
    /// Replaces a NaN on top of the stack by the canonical one: its bits are about to be seen. On one line with what sees them, so
    /// that neither can be left out alone.
    /// </summary>
    private string HideNaN()
    {
        string type = _stack[^1].ToString();
        int local = _locals.Length - (_stack[^1] == ValType.F32 ? 2 : 1);
        return string.Create(CultureInfo.InvariantCulture, $"local.tee {local} {type}.const nan local.get {local} local.get {local} {type}.eq select");
    }

    private void PushLoaded(ValType type, int depth)
    {
        PushAddress(depth);
        Opcode opcode = _chance.Pick([.. Loads.Where(load => NumericOpcodes.Result(load) == type)]);
        Emit($"{opcode.Mnemonic}{AnyOffset()}");
        Pop(1);
        _stack.Add(type);
    }

    /// <summary>An address that is, as a rule, within the memory.</summary>
    private void PushAddress(int depth)
    {
        Push(ValType.I32, depth - 1);
        if (_chance.OneIn(16)) return;
        Emit($"i32.const {_chance.Pick(["7", "63", "63", "255", "0xffff"])}");
        Emit("i32.and");
    }

    private string AnyOffset() => _chance.OneIn(3) ? string.Create(CultureInfo.InvariantCulture, $" offset={_chance.Below(16)}") : "";

    private void PushSize()
    {
        if (_chance.OneIn(2)) Emit("memory.size");
        else Emit("table.size", _chance.Below(_shape.Tables.Length));
        _stack.Add(ValType.I32);
    }

    private void PushFromTable(ValType type)
    {
        PushIndex();
        Emit("table.get", Array.IndexOf(_shape.Tables, type));
        Pop(1);
        _stack.Add(type);
    }

    /// <summary>An index that is, as a rule, within each table.</summary>
    private void PushIndex()
    {
        Push(ValType.I32, 1);
        if (_chance.OneIn(16)) return;
        Emit("i32.const 3");
        Emit("i32.and");
    }

    private void PushCall(ValType type)
    {
        int[] fitting = [.. Enumerable.Range(0, _shape.Functions.Length).Where(i => _shape.Functions[i].Results is [var result] && result == type)];
        if (fitting.Length == 0)
        {
            PushLocal(type);
            return;
        }
        int function = _chance.Pick(fitting);
        foreach (ValType parameter in _shape.Functions[function].Parameters) Push(parameter, 1);
        Call(function);
    }

    private void PushBlock(ValType type)
    {
        if (_frames.Count < MaxNesting) Block([], [type]);
        else PushLocal(type);
    }

    /// <summary>Many operands at once, then a few steps on top of them, then one value of them all.</summary>
    private void Pile()
    {
        ValType type = _chance.Pick([ValType.I32, ValType.I64]);
        int height = _chance.Between(4, 12), below = _stack.Count;
        for (int i = 0; i < height; i++) Push(type, 1);
        for (int i = 0; i < 3; i++) SetLocal();
        if (_chance.OneIn(2)) Store();
        if (_chance.OneIn(2)) SetGlobal();
        Opcode[] opcodes = type == ValType.I32 ? [Opcode.I32Add, Opcode.I32Sub, Opcode.I32Xor] : [Opcode.I64Add, Opcode.I64Sub, Opcode.I64Xor];
        while (_stack.Count > below + 1 && TopIs(type, type)) Apply(_chance.Pick(opcodes));
    }
}
