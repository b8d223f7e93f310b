using System.Globalization;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>Structured instructions and branches.</summary>
internal sealed partial class FunctionGenerator
{
    /// <summary>One of several ways to stop when there is no fuel, else to use some up.</summary>
    private void SpendFuel()
    {
        string stop = _chance.Below(6) switch
        {
            0 => "global.get 0 i32.eqz if unreachable end",
            1 => "i32.const 1 global.get 0 i32.div_u drop",
            _ => $"global.get 0 i32.eqz if {string.Join(' ', _frames[0].Results.Select(Zero))} return end",
        };
        Emit($"{stop} global.get 0 i32.const 1 i32.sub global.set 0");

        static string Zero(ValType type) => type.IsRef ? Literals.Null(type) : $"{type}.const 0";
    }

    private void Structured()
    {
        if (_frames.Count >= MaxNesting) return;
        ValType[] parameters = [.. _stack.Skip(_stack.Count - Math.Min(Available, _chance.Below(4)))];
        ValType[] results = _chance.OneIn(3) ? parameters : ModuleShape.AnyTypes(_chance, 3);
        _chance.Pick(
            (2, () => Block(parameters, results)),
            (2, () => Loop(parameters, results)),
            (3, () => If(parameters, results)))();
    }

    private void Block(ValType[] parameters, ValType[] results)
    {
        Open("block", parameters, results);
        Walk();
        CloseAndEnd();
    }

    private void Loop(ValType[] parameters, ValType[] results)
    {
        Open("loop", parameters, results);
        SpendFuel();
        Walk();
        CloseAndEnd();
    }

    private void If(ValType[] parameters, ValType[] results)
    {
        Push(ValType.I32, 2);
        Pop(1);
        Open("if", parameters, results);
        Walk();
        if (!parameters.SequenceEqual(results) || _chance.OneIn(2))
        {
            Close();
            Emit("else");
            OpenFrame frame = Innermost;
            frame.IsUnreachable = false;
            _stack.RemoveRange(frame.Height, Available);
            _stack.AddRange(parameters);
            Walk();
        }
        CloseAndEnd();
    }

    private void Open(string mnemonic, ValType[] parameters, ValType[] results)
    {
        Emit($"{mnemonic} {TypeUse(parameters, results)}".TrimEnd());
        _frames.Add(new OpenFrame(mnemonic == "loop", _stack.Count - parameters.Length, parameters, results));
    }

    private void Walk()
    {
        for (int steps = _chance.Between(0, 5); steps > 0 && _budget > 0; steps--) Step();
    }

    private void CloseAndEnd()
    {
        Close();
        OpenFrame frame = Innermost;
        _frames.RemoveAt(_frames.Count - 1);
        _stack.RemoveRange(frame.Height, _stack.Count - frame.Height);
        _stack.AddRange(frame.Results);
        Emit("end");
    }

    /// <summary>Leaves exactly the results of the innermost structured instruction, or what of them dead code needs to have.</summary>
    private void Close()
    {
        OpenFrame frame = Innermost;
        if (frame.IsUnreachable && _chance.OneIn(2))
        {
            while (!(Available <= frame.Results.Length && TopIs(frame.Results.AsSpan(^Available..)))) Discard();
            return;
        }
        if (Available > 0 && _chance.OneIn(4))
        {
            // A branch leaves what is below the results behind.
            Require(frame.Results);
            if (frame.LabelTypes == frame.Results)
            {
                Emit("br 0");
                _stack.RemoveRange(frame.Height, Available);
                frame.IsUnreachable = true;
                return;
            }
        }
        while (Available > frame.Results.Length || !TopIs(frame.Results.AsSpan(..Available))) Discard();
        foreach (ValType type in frame.Results.AsSpan(Available..)) Push(type, 2);
    }

    private void Discard()
    {
        int local = Local(_stack[^1]);
        if (local >= 0 && _chance.OneIn(2)) Emit("local.set", local);
        else Emit("drop");
        Pop(1);
    }

    private void ConditionalBranch()
    {
        int depth = _chance.Below(_frames.Count);
        Require(LabelTypes(depth));
        Push(ValType.I32, 2);
        if (_chance.OneIn(3))
        {
            BranchTable(depth);
            return;
        }
        Emit("br_if", depth);
        Pop(1);
    }

    private void BranchTable(int otherwise)
    {
        ValType[] types = LabelTypes(otherwise);
        int[] fitting = [.. Enumerable.Range(0, _frames.Count).Where(depth => LabelTypes(depth).SequenceEqual(types))];
        IEnumerable<int> targets = Enumerable.Range(0, _chance.Between(0, 5)).Select(_ => _chance.Pick(fitting));
        Emit(string.Create(CultureInfo.InvariantCulture, $"br_table {string.Join(' ', targets.Append(otherwise))}"));
        Leave();
    }

    private void LeaveForGood()
    {
        // Dead code is cheap to make and cheap to skip: it shouldn't be most of a function.
        if (Innermost.IsUnreachable || _frames.Count == 1) return;
        _chance.Pick((3, Branch), (2, ReturnFromFunction), (1, () => Emit("unreachable")), (3, ReturnCall))();
        Leave();
    }

    private void Branch()
    {
        int depth = _chance.Below(_frames.Count);
        Require(LabelTypes(depth));
        Emit("br", depth);
    }

    private void ReturnFromFunction()
    {
        Require(_frames[0].Results);
        Emit("return");
    }

    private void ReturnCall()
    {
        int[] fitting = [.. Enumerable.Range(0, _shape.Functions.Length).Where(i => _shape.Functions[i].Results.SequenceEqual(_frames[0].Results))];
        int function = _chance.Pick(fitting);
        FuncType type = _shape.Functions[function];
        Require([.. type.Parameters]);
        if (_chance.OneIn(2))
        {
            Emit("return_call", function);
            return;
        }
        PushIndex();
        Emit($"return_call_indirect 0 {TypeUse(type)}");
    }

    private void Leave()
    {
        _stack.RemoveRange(Innermost.Height, Available);
        Innermost.IsUnreachable = true;
    }

    private ValType[] LabelTypes(int depth) => _frames[^(depth + 1)].LabelTypes;
}
