using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Lowering;

/// <summary>
/// Ways out of the function from inside a region: IL leaves a protected block only by a branch, so that returns and tail calls
/// stand at the end of the function, outside all regions, and find their operands in locals.
/// </summary>
internal sealed partial class FunctionLowerer
{
    private readonly List<(Label Label, Statement Statement)> _exits = [];
    private Label? _return;
    private Local[] _results = [];

    private void LeaveToReturn(Expression[] values)
    {
        if (_return is null)
        {
            _results = [.. Types(_ir.Type.Results).Select(NewLocal)];
            _return = AddExit(new Return([.. _results.Select(local => new LocalGet(local))]));
        }
        LeaveTo(_return, _results, values);
    }

    private void LeaveToCall(Call call)
    {
        Expression[] operands = call switch
        {
            IndirectCall indirect => [indirect.Index, .. call.Arguments],
            ReferenceCall reference => [reference.Reference, .. call.Arguments],
            _ => call.Arguments,
        };
        Local[] locals = _stack.Temporaries(_stack.Height, [.. operands.Select(operand => operand.Type)]);
        Expression[] values = [.. locals.Select(local => new LocalGet(local))];
        Call moved = call switch
        {
            IndirectCall indirect => new IndirectCall(indirect.Table, indirect.TypeIndex, call.Signature, values[0], values[1..]),
            ReferenceCall _ => new ReferenceCall(call.Signature, values[0], values[1..]),
            _ => new DirectCall(((DirectCall)call).Function, call.Signature, values),
        };
        LeaveTo(AddExit(new TailCall(moved)), locals, operands);
    }

    private void LeaveTo(Label exit, Local[] locals, Expression[] values)
    {
        if (locals.Length > 0) _stack.Add(new SetLocals(locals, values), Effects.Call);
        GoTo(exit);
    }

    private Label AddExit(Statement statement)
    {
        Label label = NewLabel();
        _exits.Add((label, statement));
        return label;
    }

    /// <summary>Puts the exits behind the body, each in a block that the body is inside of.</summary>
    private void AddExits()
    {
        if (_exits.Count == 0) return;
        _ir.Body.InsertRange(0, Enumerable.Reverse(_exits).Select(exit => new BlockStart(exit.Label)));
        foreach ((Label label, Statement statement) in _exits)
        {
            _stack.AddUnordered(new BlockEnd(label));
            _stack.AddUnordered(statement);
        }
    }
}
