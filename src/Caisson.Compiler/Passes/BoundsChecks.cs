using Caisson.Compiler.Analysis;
using Caisson.Compiler.Ir;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Passes;

/// <summary>
/// Finds accesses to memory whose bytes are known to exist: at an address below the least size of the memory, or through a local of which
/// it was checked that as many bytes follow. A memory never shrinks, so that only a change of the local makes that void. An access
/// that needs more bytes than an earlier one widens the earlier check, when nothing that could be noticed comes between them:
/// both traps are the same. Where guard pages do the checking, what remains is to touch the last byte of loads that the JIT may shorten.
/// One use; not shared between threads.
/// </summary>
internal sealed class BoundsChecks
{
    private const int Unwidened = -1;

    private readonly FunctionIr _ir;
    private readonly ContextLayout _layout;
    private readonly HashSet<Load>? _whole;
    private readonly LocalFacts<Checked> _facts;
    private readonly KnownBits _bits;

    /// <summary>What was decided of each access, in the order of evaluation.</summary>
    private readonly List<Decision> _decisions = [];

    /// <summary>Counts what could be noticed, so that nothing is between two accesses that see the same number.</summary>
    private int _noticed;

    private int _position;

    private BoundsChecks(FunctionIr ir, ContextLayout layout)
    {
        (_ir, _layout, _facts, _bits) = (ir, layout, new LocalFacts<Checked>(ir), new KnownBits(ir));
        if (layout.HasAnyGuardPages) _whole = WholeLoads.Of(ir);
    }

    /// <summary>Rewrites a function.</summary>
    /// <param name="ir">The function.</param>
    /// <param name="layout">Which memories have guard pages.</param>
    public static void Apply(FunctionIr ir, ContextLayout layout)
    {
        if (!ir.HasAccesses) return;
        var pass = new BoundsChecks(ir, layout);
        pass.Decide();
        new Obey(pass._decisions).Apply(ir);
    }

    private void Decide()
    {
        for (_position = 0; _position < _ir.Body.Count; _position++)
        {
            Statement statement = _ir.Body[_position];
            _facts.Enter(statement, _position);
            foreach (Expression expression in statement.Expressions) Decide(expression);
            if (statement is Store store) Decide(store.Opcode, store.MemArg, store.Address, BoundsCheck.Kind.Itself);
            if (statement is not (SetLocal or SetLocals or SetWide or Evaluate or BlockStart)) _noticed++;
        }
    }

    private void Decide(Expression expression)
    {
        foreach (Expression child in expression.Children) Decide(child);
        if (expression is Load load) Decide(load.Opcode, load.MemArg, load.Address, FaultsBy(load));
        else if ((expression.Effects & (Effects.OtherTrap | Effects.Writes)) != 0) _noticed++;
    }

    private void Decide(Opcode opcode, MemArg memArg, Expression address, BoundsCheck.Kind byFault)
    {
        int index = (int)memArg.Memory.Value;
        MemType memory = _ir.Module.Memories[index];
        var own = new BoundsCheck(address is not Constant && _layout.HasGuardPages(index) ? byFault : BoundsCheck.Kind.Check);
        _decisions.Add(Decide(address, memArg, (ulong)opcode.AccessBytes, memory, own));
    }

    /// <summary>What checks a load where there are guard pages.</summary>
    private BoundsCheck.Kind FaultsBy(Load load) => _whole is null ? BoundsCheck.Kind.Check
        : _whole.Contains(load) ? BoundsCheck.Kind.Itself
        : WholeLoads.HasForm(load.Opcode) ? BoundsCheck.Kind.WholeLoad
        : BoundsCheck.Kind.Check;

    private Decision Decide(Expression address, MemArg memArg, ulong width, MemType memory, BoundsCheck own)
    {
        // Offsets of 64 bits may wrap; such an access always traps.
        ulong end = memArg.Offset + width, least = LeastBytes(memory);
        if (end < width) return new Decision(own, 0);
        if (end <= least && _bits.Of(address) <= least - end) return new Decision(BoundsCheck.None, 0);
        if (address is LocalGet get) return new Decision(Check(get.Local, memArg, end, own), 0);
        if (address is not Plain { Opcode: Opcode.I32Add or Opcode.I64Add, Operands: [LocalGet { Local: var local }, Constant { Bits: var added }] }) return new Decision(own, 0);

        // What was checked ends within the memory, so that a sum that stays below doesn't wrap.
        if (_facts.Find(local, _position) is not { } found || found.Memory != memArg.Memory || found.End <= added) return new Decision(own, 0);
        if (added > uint.MaxValue || memArg.Offset > uint.MaxValue - added) return new Decision(own, 0);
        return new Decision(Check(local, memArg, end + added, own), added);
    }

    /// <summary>How an access through a local is checked that ends so many bytes behind it.</summary>
    private BoundsCheck Check(Local local, MemArg memArg, ulong end, BoundsCheck own)
    {
        if (_facts.Find(local, _position) is { } found && found.Memory == memArg.Memory)
        {
            if (found.End >= end) return BoundsCheck.None;
            if (found.Access != Unwidened && found.Noticed == _noticed && own == default)
            {
                _decisions[found.Access] = _decisions[found.Access] with { Check = BoundsCheck.UpTo(end) };
                _facts.Learn(local, found with { End = end }, _position);
                return BoundsCheck.None;
            }
        }
        _facts.Learn(local, new Checked(memArg.Memory, end, own == default ? _decisions.Count : Unwidened, _noticed), _position);
        return own;
    }

    private static ulong LeastBytes(MemType memory) =>
        memory.Limits.Min > uint.MaxValue ? uint.MaxValue : memory.Limits.Min << (int)memory.PageSizeLog2;

    /// <summary>Of a local, that bytes behind it exist.</summary>
    /// <param name="Memory">In which memory.</param>
    /// <param name="End">How many.</param>
    /// <param name="Access">The access that checks it, unless that can't check for others.</param>
    /// <param name="Noticed">What had happened then.</param>
    private readonly record struct Checked(MemIdx Memory, ulong End, int Access, int Noticed);

    /// <summary>What becomes of an access.</summary>
    /// <param name="Check">How it is checked.</param>
    /// <param name="Added">What moves from its address to its offset.</param>
    private readonly record struct Decision(BoundsCheck Check, ulong Added);

    /// <summary>Carries decisions out; comes to accesses in the same order.</summary>
    private sealed class Obey(List<Decision> decisions) : Rewriter
    {
        private int _next;

        public void Apply(FunctionIr ir)
        {
            for (int i = 0; i < ir.Body.Count && _next < decisions.Count; i++)
            {
                if (ir.Body[i] is Marker) continue;
                ir.Body[i] = RewriteOperands(ir.Body[i]);
                if (ir.Body[i] is Store store && decisions[_next++] is var decision && decision != default)
                    ir.Body[i] = new Store(store.Opcode, Add(store.MemArg, decision), Rest(store.Address, decision), store.Value, store.Lane, decision.Check);
            }
        }

        protected override Expression Visit(Expression expression) =>
            expression is Load load && decisions[_next++] is var decision && decision != default
                ? new Load(load.Opcode, load.Type, Add(load.MemArg, decision), Rest(load.Address, decision), load.Vector, load.Lane, decision.Check)
                : expression;

        private static MemArg Add(MemArg memArg, Decision decision) => memArg with { Offset = memArg.Offset + decision.Added };

        private static Expression Rest(Expression address, Decision decision) => decision.Added == 0 ? address : ((Plain)address).Operands[0];
    }
}
