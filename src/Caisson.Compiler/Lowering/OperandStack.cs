using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Lowering;

/// <summary>
/// The operands of the wasm stack machine as expressions that are not evaluated yet, and the statements emitted so far. Adding a
/// statement first evaluates, into temporaries, every pending operand whose evaluation must not come later than the statement.
/// Temporaries belong to a height and a type: an operand reads only those of its own height and above.
/// Each operand knows what is pending from it downwards, so that a look at a deep stack ends where nothing matters any more.
/// </summary>
/// <param name="ir">Where statements go.</param>
/// <param name="mostMoved">How many values may go to temporaries of several at once, all in all.</param>
internal sealed class OperandStack(FunctionIr ir, long mostMoved)
{
    /// <summary>A taller tree goes into a temporary: emission and the JIT recurse on it.</summary>
    private const int MaxDepth = 64;

    private readonly List<Expression> _operands = [];
    private readonly List<Pending> _pending = [];
    private readonly List<Local?[]> _temporaries = [];
    private readonly Stack<int> _marked = [];
    private long _moved;

    public int Height => _operands.Count;

    public Expression Top => _operands[^1];

    public void Push(Expression operand)
    {
        if (operand.Depth <= MaxDepth)
        {
            PushNow(operand);
            return;
        }
        Local temporary = Temporary(Height, operand.Type);
        Add(new SetLocal(temporary, operand), operand.Effects, temporary.Bit);
        PushNow(new LocalGet(temporary));
    }

    public Expression Pop()
    {
        Expression operand = _operands[^1];
        Truncate(Height - 1);
        return operand;
    }

    /// <summary>Pops several operands, in the order they were pushed.</summary>
    public Expression[] Pop(int count)
    {
        Expression[] operands = Peek(count);
        Truncate(Height - count);
        return operands;
    }

    public Expression[] Peek(int count) => [.. _operands[^count..]];

    /// <summary>Forgets the operands above a height; their effects must be over.</summary>
    public void Truncate(int height)
    {
        _operands.RemoveRange(height, _operands.Count - height);
        _pending.RemoveRange(height, _pending.Count - height);
    }

    /// <summary>The temporaries that hold values of these types from a height on.</summary>
    /// <exception cref="NotSupportedException">The function has moved too many values by now.</exception>
    public Local[] Temporaries(int height, IrType[] types)
    {
        _moved += types.Length;
        if (_moved > mostMoved) throw CompilerErrors.TooManyValues(ir.Index);
        return [.. types.Select((type, i) => Temporary(height + i, type))];
    }

    public void PushTemporaries(int height, IrType[] types)
    {
        foreach (Local temporary in Temporaries(height, types)) PushNow(new LocalGet(temporary));
    }

    /// <summary>Adds a statement after everything that must come before it.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="effects">Its effects.</param>
    /// <param name="writes">Bits of the locals it sets.</param>
    public void Add(Statement statement, Effects effects, ulong writes = 0)
    {
        Spill(effects, writes, from: Height);
        ir.Body.Add(statement);
    }

    /// <summary>Adds a statement to a path that the pending operands don't survive, or that doesn't concern them.</summary>
    public void AddUnordered(Statement statement) => ir.Body.Add(statement);

    /// <summary>Evaluates every operand but constants; at joins of control flow, all paths must agree on where operands are.</summary>
    public void SpillAll()
    {
        int first = Height;
        while (first > 0 && _pending[first - 1].Any) first--;
        for (int i = first; i < Height; i++)
            if (_operands[i] is not (Constant or VectorConstant or Null)) Spill(i);
        Sum(first);
    }

    /// <summary>Puts the top operands, constants too, into their temporaries.</summary>
    public void SpillTop(int count) => Spill(Effects.None, 0, from: Height - count);

    /// <summary>Evaluates the operands whose effects must be over now.</summary>
    public void Flush() => Spill(Effects.Call, 0, from: Height);

    /// <summary>Evaluates what must not come later than something with the given effects, and everything from a height on.</summary>
    private void Spill(Effects effects, ulong writes, int from)
    {
        // From the top down: what is evaluated now must be preceded by what is below it and conflicts with it.
        for (int i = Height - 1; i >= 0 && (i >= from || _pending[i].Conflicts(effects, writes)); i--)
        {
            Expression operand = _operands[i];
            if (i < from && !PendingAt(i).Conflicts(effects, writes)) continue;
            _marked.Push(i);
            effects |= operand.Effects;
            writes |= Temporary(i, operand.Type).Bit;
        }
        if (!_marked.TryPeek(out int first)) return;
        while (_marked.TryPop(out int i)) Spill(i);
        Sum(first);
    }

    private void Spill(int i)
    {
        Expression operand = _operands[i];
        if (IsInPlace(i)) return;
        Local temporary = Temporary(i, operand.Type);
        ir.Body.Add(new SetLocal(temporary, operand));
        _operands[i] = new LocalGet(temporary);
    }

    private void PushNow(Expression operand)
    {
        _operands.Add(operand);
        _pending.Add(default);
        Sum(Height - 1);
    }

    /// <summary>Adds up anew what is pending, from a height on.</summary>
    private void Sum(int from)
    {
        for (int i = from; i < Height; i++) _pending[i] = PendingAt(i) | (i > 0 ? _pending[i - 1] : default);
    }

    private Pending PendingAt(int i)
    {
        Expression operand = _operands[i];
        bool isOver = operand is Constant or VectorConstant or Null || IsInPlace(i);
        return isOver ? default : new Pending(true, operand.Effects, operand.Reads);
    }

    /// <summary>Whether an operand is in its own temporary, which nothing else sets while it is there.</summary>
    private bool IsInPlace(int i) =>
        _operands[i] is LocalGet get && i < _temporaries.Count && _temporaries[i][(int)get.Type] == get.Local;

    private Local Temporary(int height, IrType type)
    {
        while (_temporaries.Count <= height) _temporaries.Add(new Local?[IrTypes.Count]);
        ref Local? temporary = ref _temporaries[height][(int)type];
        if (temporary is null) ir.Locals.Add(temporary = new Local(ir.Locals.Count, type, isParameter: false));
        return temporary;
    }
}
