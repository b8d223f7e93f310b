using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Analysis;

/// <summary>
/// What is known to be in memory and in globals at the place that a walk through a body has come to, because it was put there or read
/// from there on every way. Only the last few facts, so that each step takes the same time. One walk; not shared between threads.
/// </summary>
internal sealed class KnownValues(ModuleSyntax module)
{
    private const int MostFacts = 24;

    private readonly List<KnownValue> _facts = [];

    /// <summary>Locals that are others plus a number.</summary>
    private readonly List<Origin> _origins = [];

    /// <summary>For each open block, how far the walk was when it started.</summary>
    private readonly Stack<int> _blocks = [];

    /// <summary>Comes to a statement whose operands have been evaluated; to every one, in order.</summary>
    public void Pass(Statement statement, int position)
    {
        foreach (Expression expression in statement.Expressions)
            if ((expression.Effects & Effects.Writes) != 0) _facts.Clear();
        foreach (Local local in statement.Sets) Forget(local);
        if (statement is SetLocal copy && OriginOf(copy.Value) is { } origin && origin.Root != copy.Local)
            Add(_origins, origin with { Local = copy.Local, Position = position });
        switch (statement)
        {
            case BlockStart: _blocks.Push(position); break;
            case BlockEnd end: Close(end.Label, _blocks.Pop()); break;
            case LoopStart { Label.IsUsed: true } or TryStart or TryEnd:
                _facts.Clear();
                _origins.Clear();
                break;
            case Store store: Learn(store, position); break;
            case SetGlobal set when !IsImported(set.Index): Replace(Place.OfGlobal(set.Index), new KnownValue(Place.OfGlobal(set.Index), default, set.Value, position)); break;
            case SetGlobal: _facts.RemoveAll(static fact => fact.Place.IsGlobal); break;
            case SetLocal { Value: Load load } set when PlaceOf(load) is { } place: Learn(place, load.Opcode, set.Local, position); break;
            case SetLocal { Value: GlobalGet { Effects: not 0 } get } set when !IsImported(get.Index): Learn(Place.OfGlobal(get.Index), default, set.Local, position); break;
        }
    }

    /// <summary>What is known of what an expression reads.</summary>
    public KnownValue? Find(Expression expression) => expression switch
    {
        GlobalGet { Effects: not 0 } get => _facts.Find(fact => fact.Place == Place.OfGlobal(get.Index)),
        Load load when PlaceOf(load) is { } place => _facts.Find(fact => fact.Place.IsSameStart(place)),
        _ => null,
    };

    private bool IsImported(int global) => global < module.ImportCounts.Globals;

    /// <summary>The place that a load reads. None of a memory that other threads write to.</summary>
    private Place? PlaceOf(Load load) => load.Vector is null ? PlaceOf(load.Opcode, load.MemArg, load.Address) : null;

    private Place? PlaceOf(Opcode opcode, MemArg memArg, Expression address) => memArg.Memory.Value != 0 || module.Memories[0].Shared ? null : address switch
    {
        Constant constant => new Place(null, 0, constant.Bits + memArg.Offset, opcode.AccessBytes),
        _ => OriginOf(address) is { } origin ? new Place(origin.Root, origin.Distance, memArg.Offset, opcode.AccessBytes) : null,
    };

    /// <summary>The local that a value is so far from, as numbers of 32 bits; the farthest back that is known.</summary>
    private Origin? OriginOf(Expression value) => value switch
    {
        LocalGet get => _origins.Find(origin => origin.Local == get.Local) is { Local: not null } known ? known : new Origin(get.Local, get.Local, 0, 0),
        Plain { Opcode: Opcode.I32Add, Operands: [LocalGet get, Constant added] } => OriginOf(get)?.Plus((int)added.Bits),
        Plain { Opcode: Opcode.I32Sub, Operands: [LocalGet get, Constant taken] } => OriginOf(get)?.Plus(-(int)taken.Bits),
        _ => null,
    };

    private void Forget(Local local)
    {
        _facts.RemoveAll(fact => fact.DependsOn(local));
        _origins.RemoveAll(origin => origin.Local == local || origin.Root == local);
    }

    private void Learn(Store store, int position)
    {
        Place? place = PlaceOf(store.Opcode, store.MemArg, store.Address);
        _facts.RemoveAll(fact => !fact.Place.IsGlobal && !(place is { } known && known.IsApartFrom(fact.Place)));
        if (place is { } stored && store.Opcode.Immediates != ImmediateKind.MemArgLane) Add(_facts, new KnownValue(stored, store.Opcode, store.Value, position));
    }

    /// <summary>What a local was set to when it is not where it was read from.</summary>
    private void Learn(Place place, Opcode opcode, Local local, int position)
    {
        if (local != place.Base) Replace(place, new KnownValue(place, opcode, new LocalGet(local), position));
    }

    private void Replace(Place place, KnownValue fact)
    {
        _facts.RemoveAll(known => known.Place == place);
        Add(_facts, fact);
    }

    private static void Add<T>(List<T> facts, T fact)
    {
        if (facts.Count == MostFacts) facts.RemoveAt(0);
        facts.Add(fact);
    }

    /// <summary>Behind a block that is left from inside, what was learned inside of it isn't known.</summary>
    private void Close(Label label, int start)
    {
        if (!label.IsUsed) return;
        _facts.RemoveAll(fact => fact.Position > start);
        _origins.RemoveAll(origin => origin.Position > start);
    }

    /// <summary>A local that is another one plus a number.</summary>
    private readonly record struct Origin(Local Local, Local Root, int Distance, int Position)
    {
        public Origin Plus(int more) => this with { Distance = Distance + more };
    }
}

/// <summary>Bytes of memory, or a global.</summary>
/// <param name="Base">A local that their address depends on; null when none.</param>
/// <param name="Added">What is added to it modulo 2³².</param>
/// <param name="Offset">What is added to that; the number of a global.</param>
/// <param name="Width">How many bytes; none of a global.</param>
internal readonly record struct Place(Local? Base, int Added, ulong Offset, int Width)
{
    /// <summary>Where nothing wraps that may be so far from each other.</summary>
    private const int Near = 1 << 28;

    public bool IsGlobal => Width == 0;

    private bool IsNear => Added is > -Near and < Near && Offset < Near;

    public static Place OfGlobal(int index) => new(null, 0, (ulong)index, 0);

    public bool IsSameStart(Place other) => !IsGlobal && !other.IsGlobal && this with { Width = other.Width } == other;

    /// <summary>
    /// Whether no byte is in both. What is added to the same local may wrap for one and not for the other; then they are further apart than
    /// anything near.
    /// </summary>
    public bool IsApartFrom(Place other)
    {
        if (Base != other.Base) return false;
        if (Added == other.Added) return Offset + (ulong)Width <= other.Offset || other.Offset + (ulong)other.Width <= Offset;
        long start = Added + (long)Offset, otherStart = other.Added + (long)other.Offset;
        return IsNear && other.IsNear && (start + Width <= otherStart || otherStart + other.Width <= start);
    }
}

/// <summary>What is in a place.</summary>
/// <param name="Place">The place.</param>
/// <param name="Opcode">The load or store that it is known from; none for a global.</param>
/// <param name="Value">What was loaded or stored.</param>
/// <param name="Position">The statement that loaded or stored it.</param>
internal sealed record KnownValue(Place Place, Opcode Opcode, Expression Value, int Position)
{
    /// <summary>Whether this isn't known any more when a local is set. A value that is no local gets one of its own before anybody needs it.</summary>
    public bool DependsOn(Local local) => Place.Base == local || (Value is LocalGet get && get.Local == local);
}
