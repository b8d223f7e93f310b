using Caisson.Compiler.Analysis;
using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Passes;

/// <summary>
/// Lets locals that are never needed at the same time share one, in functions that have many: compilers that don't optimise make thousands, and so does inlining. A copy to a local that takes the place of the one that is copied goes.
/// One use; not shared between threads.
/// </summary>
internal sealed class CoalesceLocals : Rewriter
{
    private readonly FunctionIr _ir;
    private readonly Local?[] _places;

    private CoalesceLocals(FunctionIr ir) => (_ir, _places) = (ir, new Local?[ir.Locals.Count]);

    /// <summary>Rewrites a function.</summary>
    /// <param name="ir">The function.</param>
    /// <param name="many">Where there are no more locals than these, nothing is done.</param>
    public static void Apply(FunctionIr ir, int many)
    {
        if (ir.Locals.Count <= many) return;
        var ranges = LocalRanges.Of(ir);
        ir.ReadAsZero = [.. ranges.Others.Where(local => local.Number < ir.DeclaredLocals && !local.IsParameter)];
        var pass = new CoalesceLocals(ir);
        if (pass.Share(ranges.Known)) pass.Rewrite();
    }

    protected override Expression Visit(Expression expression) => expression is LocalGet get && PlaceOf(get.Local) is var place && place != get.Local ? new LocalGet(place) : expression;

    /// <summary>Gives each local the place of one that isn't needed any more, or a place of its own.</summary>
    /// <returns>Whether any shares one.</returns>
    private bool Share(List<LocalRange> ranges)
    {
        bool shares = false;
        var kinds = new Dictionary<(IrType, bool), Places>();
        foreach (LocalRange range in ranges)
        {
            Local local = range.Local;
            if (!kinds.TryGetValue((local.Type, local.IsNonNull), out Places? places)) kinds.Add((local.Type, local.IsNonNull), places = new Places());

            // The value is computed before it is set: what is needed for it no longer has to be kept. Not where a statement sets several.
            Local place = _places[local.Number] = places.Take(range, _ir.Body[range.Start] is SetLocal ? range.Start : range.Start - 1);
            shares |= place != local;
        }
        return shares;
    }

    private void Rewrite()
    {
        var body = new List<Statement>(_ir.Body.Count);
        foreach (Statement statement in _ir.Body)
        {
            Statement rewritten = WithPlaces(RewriteOperands(statement));
            if (rewritten is not SetLocal { Value: LocalGet get } set || get.Local != set.Local) body.Add(rewritten);
        }
        _ir.Body = body;
    }

    private Statement WithPlaces(Statement statement)
    {
        bool isMoved = false;
        foreach (Local local in statement.Sets) isMoved |= PlaceOf(local) != local;
        return !isMoved ? statement : statement switch
        {
            SetLocal set => new SetLocal(PlaceOf(set.Local), set.Value),
            SetLocals set => new SetLocals(PlacesOf(set.Locals), set.Values),
            SetResults set => new SetResults(PlacesOf(set.Locals), set.Call),
            SetWide set => new SetWide(PlaceOf(set.Low), PlaceOf(set.High), set.Opcode, set.Operands),
            _ => throw new InvalidOperationException($"{statement.GetType().Name} sets locals"),
        };
    }

    private Local PlaceOf(Local local) => _places[local.Number] ?? local;

    private Local[] PlacesOf(Local[] locals) => Array.ConvertAll(locals, PlaceOf);

    /// <summary>Locals of one kind that others may take the place of.</summary>
    private sealed class Places
    {
        private readonly PriorityQueue<Local, int> _taken = new();
        private readonly Stack<Local> _free = [];

        /// <summary>A place for a local: one that was needed up to a position at most.</summary>
        public Local Take(LocalRange range, int upTo)
        {
            while (_taken.TryPeek(out _, out int end) && end <= upTo) _free.Push(_taken.Dequeue());
            if (!_free.TryPop(out Local? place)) place = range.Local;
            _taken.Enqueue(place, range.End);
            return place;
        }
    }
}
