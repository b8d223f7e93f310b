using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Analysis;

/// <summary>
/// An innermost loop that tells how often it goes around: a local begins with a known number, grows or shrinks by the same amount in every round, and the round ends by comparing it with a constant. Rounds may leave
/// the loop before that. One use; not shared between threads.
/// </summary>
internal sealed class CountedLoop
{
    /// <summary>Larger loops take so long for a round that nothing else counts.</summary>
    private const int MostNodes = 128, MostDepth = 32;

    /// <summary>So many statements before the loop are looked at for what the counter begins with.</summary>
    private const int LookBack = 32;

    private readonly List<Statement> _body;
    private readonly int _start, _end;
    private readonly Label _label;
    private readonly Local _counter;
    private int _step, _nodes;

    private CountedLoop(List<Statement> body, int start, int end, Local counter)
    {
        (_body, _start, _end, _counter) = (body, start, end, counter);
        _label = ((LoopStart)body[start]).Label;
    }

    /// <summary>How many nodes of trees a loop evaluates at most in all its rounds.</summary>
    /// <param name="body">The function.</param>
    /// <param name="start">A start of a loop.</param>
    /// <param name="end">The end of the same, with no loop between.</param>
    /// <returns>Null where nobody knows, where it may never end, and where a round is large or does what may take long.</returns>
    public static long? Cost(List<Statement> body, int start, int end)
    {
        if (body[end - 1] is not BranchIf back || back.Label != ((LoopStart)body[start]).Label) return null;
        if (Condition(back) is not (LocalGet { Local: { Type: IrType.I32 } counter }, Constant bound, var goesOn)) return null;
        var loop = new CountedLoop(body, start, end, counter);
        return loop.First() is { } first && loop.ReadsRound() && loop.Rounds(first, (uint)bound.Bits, goesOn) is { } rounds ? rounds * loop._nodes : null;
    }

    /// <summary>How often a loop goes around whose body comes before its condition.</summary>
    private long? Rounds(uint first, uint bound, Opcode goesOn)
    {
        long size = Math.Abs((long)_step);
        if (goesOn == Opcode.I32Ne)
        {
            // One that steps over the bound goes all the way around.
            uint far = _step > 0 ? bound - first : first - bound;
            return far > 0 && far % size == 0 ? far / size : null;
        }
        bool isSigned = goesOn is Opcode.I32LtS or Opcode.I32GtS, isUp = goesOn is Opcode.I32LtS or Opcode.I32LtU;
        if (isUp != _step > 0) return null;
        long from = isSigned ? (int)first : first, to = isSigned ? (int)bound : bound, left = isUp ? to - from : from - to;
        long rounds = left <= 0 ? 1 : (left + size - 1) / size, last = from + rounds * _step;
        return last == (isSigned ? (int)last : (uint)last) ? rounds : null;
    }

    /// <summary>Looks at all that a round does.</summary>
    private bool ReadsRound()
    {
        int depth = 0;
        for (int i = _start + 1; i < _end; i++)
        {
            Statement statement = _body[i];
            if (statement is BlockStart) depth++;
            else if (statement is BlockEnd) depth--;
            else if (!IsShort(statement)) return false;
            if (i < _end - 1 && statement.Targets.Contains(_label)) return false;
            if (!statement.Sets.Contains(_counter)) continue;

            // Once, and in every round: what branches over it leaves the loop.
            if (_step != 0 || depth > 0 || statement is not SetLocal { Value: Plain sum }) return false;
            _step = Added(sum);
            if (_step == 0) return false;
        }
        return _step != 0;
    }

    /// <summary>Whether a statement takes a short time. Counts its nodes.</summary>
    private bool IsShort(Statement statement)
    {
        if (statement is not (SetLocal or SetLocals or SetWide or SetGlobal or Store or Evaluate or Branch or BranchIf or BranchTable or Return or Unreachable)) return false;
        _nodes++;
        foreach (Expression expression in statement.Expressions)
            if (expression.Depth > MostDepth || !IsShort(expression)) return false;
        return _nodes <= MostNodes;
    }

    private bool IsShort(Expression expression)
    {
        if (expression is not (Constant or VectorConstant or Null or LocalGet or GlobalGet or Plain or Load or MemorySize or Select or IsNull) || ++_nodes > MostNodes) return false;
        foreach (Expression child in expression.Children)
            if (!IsShort(child)) return false;
        return true;
    }

    /// <summary>What is added to the counter; zero for anything else.</summary>
    private int Added(Plain sum)
    {
        if (sum.Operands is not [LocalGet { Local: var local }, Constant { Bits: var bits }] || local != _counter) return 0;
        return sum.Opcode switch
        {
            Opcode.I32Add => (int)bits,
            Opcode.I32Sub => unchecked(-(int)bits),
            _ => 0,
        };
    }

    /// <summary>What the counter begins with; null where that isn't a constant, or isn't set close before.</summary>
    private uint? First()
    {
        for (int i = _start - 1; i >= 0 && i >= _start - LookBack; i--)
        {
            Statement statement = _body[i];

            // Elsewhere control may come from another place, where the counter is something else.
            if (statement is Marker and not BlockStart || !statement.FallsThrough) return null;
            if (statement.Sets.Contains(_counter)) return statement is SetLocal { Value: Constant constant } ? (uint)constant.Bits : null;
        }
        return null;
    }

    /// <summary>What is compared how, when the loop goes on; null for anything that doesn't look like a counter.</summary>
    private static (Expression Counter, Expression Bound, Opcode GoesOn)? Condition(BranchIf back) => back.Condition switch
    {
        Plain { Opcode: Opcode.I32Eqz, Operands: [var operand] } when back.WhenZero => (operand, new Constant(IrType.I32, 0), Opcode.I32Ne),
        Plain { Operands: [var left, var right] } plain when Affirmed(plain.Opcode, back.WhenZero) is { } opcode => left is Constant ? (right, left, Mirrored(opcode)) : (left, right, opcode),
        LocalGet get when !back.WhenZero => (get, new Constant(IrType.I32, 0), Opcode.I32Ne),
        _ => null,
    };

    private static Opcode? Affirmed(Opcode opcode, bool whenZero) => (opcode, whenZero) switch
    {
        (Opcode.I32Ne or Opcode.I32LtS or Opcode.I32LtU or Opcode.I32GtS or Opcode.I32GtU, false) => opcode,
        (Opcode.I32Eq, true) => Opcode.I32Ne,
        (Opcode.I32GeS, true) => Opcode.I32LtS,
        (Opcode.I32GeU, true) => Opcode.I32LtU,
        (Opcode.I32LeS, true) => Opcode.I32GtS,
        (Opcode.I32LeU, true) => Opcode.I32GtU,
        _ => null,
    };

    private static Opcode Mirrored(Opcode opcode) => opcode switch
    {
        Opcode.I32LtS => Opcode.I32GtS,
        Opcode.I32LtU => Opcode.I32GtU,
        Opcode.I32GtS => Opcode.I32LtS,
        Opcode.I32GtU => Opcode.I32LtU,
        _ => opcode,
    };
}
