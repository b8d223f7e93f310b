using Caisson.Compiler.Analysis;
using Caisson.Compiler.Ir;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Passes;

/// <summary>
/// Makes an addition of a constant to a local part of the offset where something else was accessed through the local before: then it lies within
/// the memory, and memories end so far below 4 GiB that the sum can't wrap. Also where the sum is kept in another local, if that makes it
/// superfluous: compilers take addresses out of loops, where each then needs a register. One use; not shared between threads.
/// </summary>
internal sealed class FoldOffsets
{
    /// <summary>How many addresses of 32 bits there are.</summary>
    private const ulong Addresses = 1UL << 32;

    private readonly FunctionIr _ir;

    /// <summary>For each local how often it is read, and how often where something else does as well.</summary>
    private readonly int[] _reads, _replaceable;

    private FoldOffsets(FunctionIr ir)
    {
        _ir = ir;
        (_reads, _replaceable) = (new int[ir.Locals.Count], new int[ir.Locals.Count]);
    }

    /// <summary>Rewrites a function.</summary>
    public static void Apply(FunctionIr ir)
    {
        if (ir.HasAccesses) new FoldOffsets(ir).Apply();
    }

    private void Apply()
    {
        foreach (Statement statement in _ir.Body)
            foreach (Expression expression in statement.Expressions) CountReads(expression);
        new Walk(this, rewrites: false).Go();
        new Walk(this, rewrites: true).Go();
    }

    /// <summary>How many addresses there are at least behind the end of a memory. Imported ones may be as large as their type allows.</summary>
    private ulong Headroom(MemIdx index)
    {
        MemType memory = _ir.Module.Memories[(int)index.Value];
        if (memory.Is64) return 0;
        ulong most = memory.Limits.Max is { } max ? max << memory.PageSizeLog2 : Addresses;
        bool isImported = index.Value < (uint)_ir.Module.ImportCounts.Memories;
        if (!isImported) most = Math.Min(most, Math.Max(memory.Limits.Min << memory.PageSizeLog2, RuntimeLimits.MemoryGrowth));
        return Addresses - Math.Min(most, Addresses);
    }

    private void CountReads(Expression expression)
    {
        if (expression is LocalGet get) _reads[get.Local.Number]++;
        foreach (Expression child in expression.Children) CountReads(child);
    }

    /// <summary>A walk through the function: one finds what could be replaced, another replaces it.</summary>
    private sealed class Walk(FoldOffsets pass, bool rewrites) : Rewriter
    {
        private readonly FunctionIr _ir = pass._ir;
        private readonly LocalFacts<Reach> _reaches = new(pass._ir);
        private readonly LocalFacts<Sum> _sums = new(pass._ir);
        private int _position;

        public void Go()
        {
            for (_position = 0; _position < _ir.Body.Count; _position++)
            {
                Statement statement = _ir.Body[_position];
                _reaches.Enter(statement, _position);
                _sums.Enter(statement, _position);
                if (statement is Marker) continue;
                statement = RewriteOperands(statement);
                if (statement is Store store && Access(store.Opcode, store.MemArg, store.Address) is var (address, memArg))
                    statement = new Store(store.Opcode, memArg, address, store.Value, store.Lane);
                _ir.Body[_position] = statement;
                if (statement is SetLocal { Local.Type: IrType.I32 } set) Learn(set);
            }
        }

        protected override Expression Visit(Expression expression)
        {
            if (expression is Load load)
            {
                return Access(load.Opcode, load.MemArg, load.Address) is var (address, memArg)
                    ? new Load(load.Opcode, load.Type, memArg, address, load.Vector, load.Lane)
                    : expression;
            }
            if (expression is not Plain || SumOf(expression) is not { } sum || OriginOf(sum) is not { } origin) return expression;
            return Replaces(sum.Local) ? origin.ToExpression() : expression;
        }

        /// <summary>Comes to an access; gives the local and the offset that it is made with instead.</summary>
        private (Expression Address, MemArg MemArg)? Access(Opcode opcode, MemArg memArg, Expression address)
        {
            if (SumOf(address) is not { } sum) return null;
            ulong end = memArg.Offset + (ulong)opcode.AccessBytes;
            Sum? found = null;
            if (IsOffset(sum, memArg))
            {
                Learn(sum, memArg.Memory, end);
                if (sum.Added > 0) found = sum;
            }
            if (OriginOf(sum) is { } origin && IsOffset(origin, memArg))
            {
                Learn(origin, memArg.Memory, end);
                if (address is not LocalGet || Replaces(sum.Local)) found = origin;
            }
            return rewrites && found is { } better ? (new LocalGet(better.Local), memArg with { Offset = memArg.Offset + better.Added }) : null;
        }

        /// <summary>Comes to what another local could give as well; tells whether it shall.</summary>
        private bool Replaces(Local local)
        {
            if (!rewrites) pass._replaceable[local.Number]++;
            return rewrites && pass._replaceable[local.Number] == pass._reads[local.Number];
        }

        /// <summary>Whether what is added to an address may as well be added to its offset.</summary>
        private bool IsOffset(Sum sum, MemArg memArg)
        {
            if (sum.Added == 0) return true;
            if (sum.Added + memArg.Offset > uint.MaxValue) return false;
            return _reaches.Find(sum.Local, _position) is { } reach && reach.Memory == memArg.Memory
                && sum.Added < reach.End + pass.Headroom(memArg.Memory);
        }

        private Sum? OriginOf(Sum sum) => _sums.Find(sum.Local, _position) is { } origin ? origin with { Added = origin.Added + sum.Added } : null;

        /// <summary>What is known where an access didn't trap whose offset the addition may belong to.</summary>
        private void Learn(Sum sum, MemIdx memory, ulong end)
        {
            end += sum.Added;
            if (_reaches.Find(sum.Local, _position) is not { } known || known.Memory != memory || known.End < end)
                _reaches.Learn(sum.Local, new Reach(memory, end), _position);
        }

        private void Learn(SetLocal set)
        {
            if (SumOf(set.Value) is not { } sum || sum.Local == set.Local) return;
            _sums.Learn(set.Local, sum, _position, _sums.EndOf(sum.Local, _position), isSetHere: true);
        }

        private static Sum? SumOf(Expression expression) => expression switch
        {
            LocalGet { Type: IrType.I32 } get => new Sum(get.Local, 0),
            Plain { Opcode: Opcode.I32Add, Operands: [LocalGet get, Constant added] } => new Sum(get.Local, (uint)added.Bits),
            _ => null,
        };
    }

    /// <summary>Of a local, that so many bytes behind it exist.</summary>
    private readonly record struct Reach(MemIdx Memory, ulong End);

    /// <summary>A local and a constant, added modulo 2³².</summary>
    private readonly record struct Sum(Local Local, uint Added)
    {
        public Expression ToExpression() => Added == 0
            ? new LocalGet(Local)
            : new Plain(Opcode.I32Add, IrType.I32, Effects.None, [new LocalGet(Local), new Constant(IrType.I32, Added)]);
    }
}
