namespace Caisson.Compiler.Ir;

/// <summary>
/// What a split function and its parts share: a structure on the function's own frame, to which each part gets a reference. Values
/// go into it before a part is called, and come out of it afterwards. A local whose <em>home</em> it is is nowhere else.
/// </summary>
internal sealed class SplitFrame
{
    private readonly Dictionary<Local, FrameSlot> _ofLocals = [];
    private readonly Dictionary<(int Index, IrType Type), FrameSlot> _ofOperands = [];
    private readonly HashSet<Local> _homed = [];

    /// <summary>All slots.</summary>
    public List<FrameSlot> Slots { get; } = [];

    /// <summary>The locals whose home it is.</summary>
    public IReadOnlyCollection<Local> Homed => _homed;

    /// <summary>The structure; known once it is defined.</summary>
    public Type? Type { get; set; }

    /// <summary>Where a local's value travels; its home, if it has one here.</summary>
    public FrameSlot SlotOf(Local local)
    {
        if (!_ofLocals.TryGetValue(local, out FrameSlot? slot)) _ofLocals.Add(local, slot = Add(local.Type));
        return slot;
    }

    /// <summary>Where an operand travels, of a return or tail call that the function makes for a part.</summary>
    public FrameSlot SlotOf(int index, IrType type)
    {
        if (!_ofOperands.TryGetValue((index, type), out FrameSlot? slot)) _ofOperands.Add((index, type), slot = Add(type));
        return slot;
    }

    /// <summary>Makes this the home of a local.</summary>
    public void Home(Local local)
    {
        if (_homed.Add(local)) SlotOf(local);
    }

    /// <summary>The slot where a local lives; null when it lives elsewhere.</summary>
    public FrameSlot? HomeOf(Local local) => _homed.Contains(local) ? SlotOf(local) : null;

    private FrameSlot Add(IrType type)
    {
        var slot = new FrameSlot(type);
        Slots.Add(slot);
        return slot;
    }
}
