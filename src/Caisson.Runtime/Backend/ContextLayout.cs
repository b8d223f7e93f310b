using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// Where an instance keeps its state: a block of native memory that ends at the <em>context pointer</em>, the first argument of
/// every wasm function. State lies below the pointer, at the distances given here; a module's own memory 0 begins right at it, so
/// that one register serves both. Immutable.
/// </summary>
public sealed class ContextLayout
{
    /// <summary>
    /// Distance of the lowest stack address that the guest may use; 8 bytes. In instances of threaded modules nobody reads it.
    /// </summary>
    public const int StackLimit = 8;

    /// <summary>Distance of the length in bytes of the memory that begins at the pointer; 8 bytes. Every memory has it.</summary>
    public const int MemoryLength = 16;

    /// <summary>Distance of the handle of the owning object; 8 bytes.</summary>
    public const int Owner = 24;

    /// <summary>Distance of the number that isn't zero once the instance is interrupted; 4 bytes.</summary>
    public const int Interrupted = 32;

    /// <summary>Distance of a number that is always zero, which the JIT doesn't know; 8 bytes.</summary>
    public const int Zero = 40;

    /// <summary>Distance of the fuel that is left; 8 bytes. It may be below zero for a moment.</summary>
    public const int Fuel = 48;

    /// <summary>Distance of the bytes of objects that may be made before somebody looks at the heap again; 8 bytes.</summary>
    public const int Allowance = 56;

    /// <summary>Distance of the address of the page at <see cref="PollPage"/>; 8 bytes, zero when there is none.</summary>
    public const int PollPageAddress = 64;

    /// <summary>Distance of the number that becomes 1 when the page at <see cref="PollPage"/> faults; 4 bytes.</summary>
    public const int PollFault = 72;

    /// <summary>Distance of the address of the records of types, where the identities of supertypes stand; 8 bytes.</summary>
    public const int TypeRecords = 80;

    /// <summary>Distance of the number of bytes that may be filled or copied without a look at fuel and interruption; 8 bytes.</summary>
    internal const int BulkAtOnce = 88;

    private const int HeaderSize = 96;

    private readonly int _limits, _functions, _tables, _memories, _globals, _types;
    private readonly ModuleSyntax _module;
    private readonly bool _usesGuardPages;

    /// <summary>Lays out the state of a module's instances.</summary>
    /// <param name="module">The module.</param>
    /// <param name="usesGuardPages">Whether code relies on guard pages, where a memory can have them.</param>
    /// <param name="isInterruptible">Whether code looks at the heads of loops whether it shall stop.</param>
    public ContextLayout(ModuleSyntax module, bool usesGuardPages, bool isInterruptible)
    {
        _module = module;
        _usesGuardPages = usesGuardPages;
        OwnsMemory0 = module.Memories.Length > 0 && module.ImportCounts.Memories == 0;
        for (int i = 0; i < module.Memories.Length; i++)
        {
            IsThreaded |= module.Memories[i].Shared;
            HasAnyGuardPages |= HasGuardPages(i);
        }
        _limits = HasMemoryLimits ? HeaderSize + 8 * MemoryLimits.Count : HeaderSize;
        _globals = _limits + 16 * module.Globals.Length;
        _tables = _globals + TableCell.Size * module.Tables.Length;
        _memories = _tables + 8 * module.Memories.Length;
        _types = _memories + 8 * module.Types.Length;
        int imported = _types + 16 * module.ImportCounts.Functions;
        _functions = imported + 8 * (module.CountOfFunctions - module.ImportCounts.Functions);
        Size = checked((_functions + 15) & ~15);
        if (isInterruptible && OwnsMemory0 && HasGuardPages(0) && !IsThreaded) PollPage = (int)MemoryRegion.RoundUp((ulong)Size) + Environment.SystemPageSize;
    }

    /// <summary>Bytes below the context pointer.</summary>
    public int Size { get; }

    /// <summary>Whether memory 0 begins at the context pointer.</summary>
    public bool OwnsMemory0 { get; }

    /// <summary>
    /// Whether several threads may run code of one instance, because the module has a shared memory. Such code takes the stack limit
    /// from the thread instead of the context, and looks whether it is interrupted.
    /// </summary>
    public bool IsThreaded { get; }

    /// <summary>Whether any memory has guard pages.</summary>
    public bool HasAnyGuardPages { get; }

    /// <summary>
    /// Distance of the page that code reads at the heads of loops: once the instance is interrupted, that faults. Zero where code looks at
    /// <see cref="Interrupted"/>: where the context pointer isn't that of a memory with guard pages, or belongs to several threads.
    /// </summary>
    public int PollPage { get; }

    /// <summary>Distance of the first of the <see cref="MemoryLimits"/>; zero where there are none.</summary>
    internal int FirstMemoryLimit => HasMemoryLimits ? HeaderSize + 8 : 0;

    /// <summary>Whether accesses to an own memory 0 are checked by instructions.</summary>
    private bool HasMemoryLimits => OwnsMemory0 && !HasGuardPages(0);

    /// <summary>
    /// Distance of the number of addresses of an own memory 0 that so many bytes of it follow: an access that needs them is inside when its address, without
    /// sign, is below. 8 bytes. Zero where code looks at <see cref="MemoryLength"/>: few numbers of bytes have one, and no memory with guard pages.
    /// </summary>
    /// <param name="end">How many bytes.</param>
    public int MemoryLimit(ulong end) => HasMemoryLimits && MemoryLimits.IndexOf(end) is var index and >= 0 ? HeaderSize + 8 * (index + 1) : 0;

    /// <summary>
    /// Distance of a global's cell: the value of a number or vector that the module defines (16 bytes, aligned), else the
    /// address where the value is kept.
    /// </summary>
    public int Global(int index) => _limits + 16 * (index + 1);

    /// <summary>Whether <see cref="Global"/> holds the value itself.</summary>
    public bool GlobalIsInline(int index) => index >= _module.ImportCounts.Globals && !_module.Globals[index].Type.IsRef;

    /// <summary>Distance of a table's cell: the <see cref="TableCell"/> of a table that the module defines, else its address.</summary>
    public int Table(int index) => _globals + TableCell.Size * (index + 1);

    /// <summary>Whether <see cref="Table"/> holds the cell itself.</summary>
    public bool TableIsInline(int index) => index >= _module.ImportCounts.Tables;

    /// <summary>Distance of the address of a memory other than an own memory 0; its length stands <see cref="MemoryLength"/> below that address.</summary>
    public int Memory(int index) => _tables + 8 * (index + 1);

    /// <summary>
    /// Whether an access to a memory needs no check: beyond its end, everything that a 32-bit index, a 32-bit offset and 16 bytes reach faults,
    /// and a NullReferenceException whose innermost frame is the backend's code becomes a trap.
    /// </summary>
    public bool HasGuardPages(int memory) => _usesGuardPages && GuardPages.Fit(_module.Memories[memory]);

    /// <summary>
    /// Distance of the identity of a type, 8 bytes: of a function type, what indirect calls compare; else what objects carry, in the lower 4. So code
    /// is the same in every process.
    /// </summary>
    public int TypeIdentity(TypeIdx index) => _memories + 8 * ((int)index.Value + 1);

    /// <summary>Distance of an imported function's entry point; its context pointer stands in the 8 bytes above.</summary>
    public int ImportedFunction(int index) => _types + 16 * (index + 1);

    /// <summary>Distance of the entry point of a function that the module defines; zero until it is first needed.</summary>
    /// <param name="definedIndex">Index among the functions that are not imported.</param>
    public int DefinedFunction(int definedIndex) => _functions - 8 * definedIndex;
}

/// <summary>What emitted code knows of a table.</summary>
internal struct TableCell
{
    public const int Size = 16;

    /// <summary>Address of element 0, in an array that the collector doesn't move.</summary>
    public nint Elements;

    /// <summary>Number of elements.</summary>
    public ulong Length;
}
