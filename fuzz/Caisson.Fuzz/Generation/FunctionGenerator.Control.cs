using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>Structured instructions and branches.</summary>
internal sealed partial class FunctionGenerator
{
    /// <summary>One of several ways to stop when there is no fuel, else to use some up.</summary>
    private void SpendFuel()
    {
        bool defaultable = _signature.Results.All(type => type.IsDefaultable);
        string fuel = $"global.get {_shape.Fuel}";
        string stop = _chance.Below(6) switch
        {
            0 => $"{fuel} i32.eqz if unreachable end",
            1 => $"i32.const 1 {fuel} i32.div_u drop",
            _ when !defaultable => $"{fuel} i32.eqz if unreachable end",
            _ => $"{fuel} i32.eqz if {string.Join(' ', _signature.Results.Select(Default))} return end",
        };
        Emit($"{stop} {fuel} i32.const 1 i32.sub global.set {_shape.Fuel}");
    }

    private string Default(ValType type) => type.Kind switch
    {
        ValKind.Ref => Null(type),
        ValKind.V128 => "v128.const i64x2 0 0",
        _ => $"{type}.const 0",
    };

    private string Null(ValType type) => $"ref.null {(_shape.Types.HasTypedReferences ? _shape.Types.BottomOf(type.Heap) : type.Heap)}";

    private void Structured()
    {
        if (_frames.Count >= MaxNesting) return;
        ValType[] parameters = [.. _stack.Skip(_stack.Count - Math.Min(Available, _chance.Below(4)))];
        ValType[] results = _chance.OneIn(3) ? parameters : _shape.Types.AnyOf(_chance, 3);
        _chance.Pick(
            (2, () => Block(parameters, results)),
            (2, () => Loop(parameters, results)),
            (3, () => If(parameters, results)),
            (_shape.Has(Features.ExceptionHandling) ? 5 : 0, () => TryTable(parameters, results)),
            (_shape.Has(Features.LegacyExceptions) ? 5 : 0, () => Try(parameters, results)))();
    }

    private void Block(ValType[] parameters, ValType[] results)
    {
        Open("block", FrameKind.Block, parameters, results);
        Walk();
        CloseAndEnd();
    }

    private void Loop(ValType[] parameters, ValType[] results)
    {
        Open("loop", FrameKind.Loop, parameters, results);
        SpendFuel();
        Walk();
        CloseAndEnd();
    }

    private void If(ValType[] parameters, ValType[] results)
    {
        Push(ValType.I32, 2);
        Pop(1);
        Open("if", FrameKind.Block, parameters, results);
        Walk();
        if (!parameters.SequenceEqual(results) || _chance.OneIn(2))
        {
            Close();
            NextPart("else", parameters);
            Walk();
        }
        CloseAndEnd();
    }

    private void Open(string mnemonic, FrameKind kind, ValType[] parameters, ValType[] results, string rest = "")
    {
        Emit($"{mnemonic} {TypeUse(parameters, results)}{rest}".TrimEnd());
        _frames.Add(new OpenFrame(kind, _stack.Count - parameters.Length, parameters, results));
    }

    /// <summary>An <c>else</c> or a handler.</summary>
    private void NextPart(string mnemonic, ReadOnlySpan<ValType> operands)
    {
        Emit(mnemonic);
        Innermost.IsUnreachable = false;
        _stack.RemoveRange(Innermost.Height, Available);
        _stack.AddRange(operands);
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
        if (Available > 0 && frame.Kind != FrameKind.Loop && _chance.OneIn(4))
        {
            // A branch leaves what is below the results behind.
            Require(frame.Results);
            Emit("br 0");
            Leave();
            return;
        }
        while (Available > frame.Results.Length || !TopIs(frame.Results.AsSpan(..Available))) Discard();
        foreach (ValType type in frame.Results.AsSpan(Available..)) Push(type, 2);
    }

    private void Discard()
    {
        int local = _chance.OneIn(2) ? LocalFor(_stack[^1]) : -1;
        Emit(local >= 0 ? $"local.set {local}" : "drop");
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
        Emit($"br_if {depth}");
        Pop(1);
        Retype(LabelTypes(depth));
    }

    private void BranchTable(int otherwise)
    {
        ValType[] types = LabelTypes(otherwise);
        int[] fitting = [.. Enumerable.Range(0, _frames.Count).Where(depth => LabelTypes(depth).SequenceEqual(types))];
        IEnumerable<int> targets = Enumerable.Range(0, _chance.Between(0, 5)).Select(_ => _chance.Pick(fitting));
        Emit($"br_table {string.Join(' ', targets.Append(otherwise))}");
        Leave();
    }

    private void LeaveForGood()
    {
        // Dead code is cheap to make and cheap to skip: it shouldn't be most of a function.
        if (Innermost.IsUnreachable || _frames.Count == 1) return;
        _chance.Pick(
            (3, Branch),
            (2, ReturnFromFunction),
            (1, () => Emit("unreachable")),
            (_shape.Has(Features.TailCalls) ? 4 : 0, ReturnCall),
            (_shape.Tags.Length > 0 ? 4 : 0, Throw))();
        Leave();
    }

    private void Branch()
    {
        int depth = _chance.Below(_frames.Count);
        Require(LabelTypes(depth));
        Emit($"br {depth}");
    }

    private void ReturnFromFunction()
    {
        Require(_frames[0].Results);
        Emit("return");
    }

    private void ReturnCall()
    {
        int function = Find(_shape.Functions.Length, i => _shape.Functions[i].Signature.Results.SequenceEqual(_signature.Results));
        FunctionShape callee = _shape.Functions[function];
        Require(callee.Signature.Parameters.AsSpan());
        switch (_chance.Below(_shape.Types.HasTypedReferences ? 4 : 3))
        {
            case 0 or 1:
                Emit($"return_call {function}");
                break;
            case 2:
                PushIndex(_shape.Tables[0].Address);
                Emit($"return_call_indirect 0 (type {callee.Type})");
                break;
            default:
                Push(Mostly(callee.Type), 1);
                Emit($"return_call_ref {callee.Type}");
                break;
        }
    }

    private void Leave()
    {
        _stack.RemoveRange(Innermost.Height, Available);
        Innermost.IsUnreachable = true;
    }

    private ValType[] LabelTypes(int depth) => _frames[^(depth + 1)].LabelTypes;
}
