using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi;

/// <summary>
/// The side of a call that values are lifted from or lowered to. One call, one thread. abi: LiftLowerContext
/// </summary>
/// <param name="options">Of the canonical definition.</param>
/// <param name="instance">Whose values they are.</param>
/// <param name="borrowScope">The task that borrows are lowered for.</param>
/// <param name="lenderScope">The subtask that borrows are lifted for.</param>
internal sealed class LiftLowerContext(
    CanonicalOptions options, ICanonicalInstance instance, IBorrowScope? borrowScope = null, ILenderScope? lenderScope = null)
{
    private long _liftable = options.MaxLiftedBytes;
    private List<ComponentResource>? _borrows;

    /// <summary>Of the canonical definition. abi: opts</summary>
    public CanonicalOptions Options { get; } = options;

    /// <summary>Whose values they are. abi: inst</summary>
    public ICanonicalInstance Instance { get; } = instance;

    /// <summary>The task that borrows are lowered for. abi: borrow_scope</summary>
    public IBorrowScope? BorrowScope { get; } = borrowScope;

    /// <summary>The subtask that borrows are lifted for. abi: borrow_scope</summary>
    public ILenderScope? LenderScope { get; } = lenderScope;

    /// <summary>Cancelled when a call of a host's function is to end.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>The memory.</summary>
    public GuestMemory Memory { get; } = options.Memory ?? GuestMemory.None;

    /// <summary>Whether pointers and lengths are <c>i64</c>.</summary>
    public bool Is64 => Memory.Is64;

    /// <summary>Allocates, and checks what the guest answers. abi: allocate</summary>
    /// <param name="alignment">In bytes; a power of two.</param>
    /// <param name="byteLength">In bytes.</param>
    /// <exception cref="Runtime.TrapException">The answer is outside the memory or not aligned, or the guest's code trapped.</exception>
    public ulong Allocate(uint alignment, ulong byteLength) => Reallocate(0, 0, alignment, byteLength);

    /// <summary>Allocates or moves, and checks what the guest answers. abi: reallocate</summary>
    /// <param name="old">What to move; 0 for nothing.</param>
    /// <param name="oldByteLength">Its size in bytes.</param>
    /// <param name="alignment">In bytes; a power of two.</param>
    /// <param name="newByteLength">In bytes.</param>
    /// <exception cref="Runtime.TrapException">The answer is outside the memory or not aligned, or the guest's code trapped.</exception>
    public ulong Reallocate(ulong old, ulong oldByteLength, uint alignment, ulong newByteLength)
    {
        Reallocate realloc = Options.Realloc ?? throw new InvalidOperationException("the canonical options have no realloc");
        Instance.MayLeave = false;
        ulong address = realloc(old, oldByteLength, alignment, newByteLength);
        Instance.MayLeave = true;
        if ((address & (alignment - 1)) != 0) throw AbiErrors.ReallocUnaligned();
        if (!Memory.Contains(address, newByteLength)) throw AbiErrors.ReallocOutOfBounds();
        return address;
    }

    /// <summary>Counts the memory that lifted values take.</summary>
    /// <param name="bytes">Of .NET objects.</param>
    /// <exception cref="Runtime.TrapException">The values of this call take too much.</exception>
    public void Charge(long bytes)
    {
        _liftable -= bytes;
        if (_liftable < 0) throw AbiErrors.TooMuchLifted();
    }

    /// <summary>Counts from the beginning, for another call.</summary>
    public void BeginCall() => _liftable = Options.MaxLiftedBytes;

    /// <summary>Notes what was lent to the host.</summary>
    public ComponentResource AddBorrow(ComponentResource borrow)
    {
        (_borrows ??= []).Add(borrow);
        return borrow;
    }

    /// <summary>Ends what was lent to the host for this call.</summary>
    public void EndBorrows()
    {
        foreach (ComponentResource borrow in _borrows ?? []) borrow.EndBorrow();
        _borrows = null;
    }
}
