using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Caisson.Runtime.Operations;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// A table of references. Safe to use from several threads: who reads sees old or new elements, who writes takes turns where an
/// instance with a shared memory has the table. spec: syntax-tableinst
/// </summary>
public sealed unsafe class Table : Extern
{
    private readonly object _owner;
    private readonly ulong _max;
    private readonly BoundaryType _boundary;
    private readonly Lock _writing = new();

    /// <summary>Null until several threads may have the table: then the arrays that it has outgrown, which one may still read.</summary>
    private List<object>? _outgrown;
    private object?[] _elements;

    /// <summary>Null once the instance was disposed.</summary>
    private TableCell* _cell;
    private bool _isWritten;

    /// <summary>A table of the host's, to be imported by modules.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="initial">Every element's first value: a function, any object for <c>externref</c>, or null.</param>
    /// <param name="maxElements">A limit below that of the type.</param>
    /// <exception cref="ResourceException">It would exceed the limit.</exception>
    /// <exception cref="ArgumentException">The value is of another type.</exception>
    public Table(TableType type, object? initial = null, long maxElements = 10_000_000)
        : this(null, type, Checked(null, type, initial), maxElements, NewCell(out object owner), owner) { }

    internal Table(Module? module, TableType type, object? initial, long maxElements, nint cell, object owner)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxElements);
        (DeclaredType, Engine, _owner) = (type, module?.Engine, owner);
        CanonicalElement = Canonical(module, type);
        _boundary = new BoundaryType(type.Element, CanonicalElement, Engine?.ObjectTypes);
        _cell = (TableCell*)cell;
        _max = Math.Min(type.Limits.Max ?? ulong.MaxValue, Math.Min((ulong)maxElements, (ulong)Array.MaxLength));
        if (type.Limits.Min > _max) throw RuntimeErrors.TableTooLarge(type, maxElements);
        _elements = [];
        Resize(null, (int)type.Limits.Min, initial);
    }

    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Table;

    /// <summary>The type, with the current size as its minimum.</summary>
    public TableType Type => DeclaredType with { Limits = DeclaredType.Limits with { Min = (ulong)Length } };

    /// <summary>Current number of elements.</summary>
    public long Length => Elements.Length;

    /// <summary>An element: a function, an object or null.</summary>
    /// <param name="index">From zero.</param>
    /// <exception cref="TrapException">The index is not inside the table.</exception>
    /// <exception cref="ArgumentException">The new value is of another type.</exception>
    public object? this[long index]
    {
        get => _boundary.ChangesOutside ? HostObject.Externalize(Get((ulong)index)) : Get((ulong)index);
        set => Set((ulong)index, _boundary.Enter(value));
    }

    internal TableType DeclaredType { get; }

    internal override Engine? TypeEngine => CanonicalElement.Heap.IsConcrete ? Engine : null;

    /// <summary>The engine that <see cref="CanonicalElement"/> has its number from; null when it has none.</summary>
    internal Engine? Engine { get; }

    /// <summary>The elements' type as other modules know it: with the engine's number of a concrete type.</summary>
    internal ValType CanonicalElement { get; }

    internal nint Cell => (nint)LiveCell;

    /// <summary>The state that it is a part of; null when it is the host's own.</summary>
    internal MemoryRegion? Home => _owner as MemoryRegion;

    /// <summary>What calls through the table belong to; null when the host or several threads own it.</summary>
    internal InstanceGroup? Group { get; init; }

    internal Span<object?> Elements
    {
        get
        {
            // The length first: the array that goes with it, or a larger one, was there before.
            int length = (int)Volatile.Read(ref LiveCell->Length);
            return Volatile.Read(ref _elements).AsSpan(0, length);
        }
    }

    /// <summary>A table of elements whose type only a module can name.</summary>
    /// <param name="module">The module.</param>
    /// <param name="type">Its type; type indices are the module's.</param>
    /// <param name="initial">Every element's first value.</param>
    /// <exception cref="ResourceException">It would exceed <see cref="EngineOptions.MaxTableElements"/>.</exception>
    /// <exception cref="ArgumentException">The value is of another type.</exception>
    public static Table Create(Module module, TableType type, object? initial)
    {
        ArgumentNullException.ThrowIfNull(module);
        return new Table(module, type, Checked(module, type, initial), module.Engine.Options.MaxTableElements, NewCell(out object owner), owner);
    }

    /// <summary>Makes the table larger. spec: growing-tables</summary>
    /// <param name="count">How many elements to add.</param>
    /// <param name="initial">Their value.</param>
    /// <returns>The old size, or -1 when a limit forbids it.</returns>
    /// <exception cref="ArgumentException">The value is of another type.</exception>
    public long Grow(long count, object? initial) => Grow(null, count, _boundary.Enter(initial));

    /// <summary>For guests: validation has checked the value.</summary>
    /// <param name="instance">Whose code asks for it; null for the host.</param>
    /// <param name="count">How many elements to add.</param>
    /// <param name="initial">Their value.</param>
    internal long Grow(Instance? instance, long count, object? initial)
    {
        lock (_writing)
        {
            ulong old = LiveCell->Length;
            if ((ulong)count > _max - old) return -1;
            Resize(instance, (int)(old + (ulong)count), initial);
            return (long)old;
        }
    }

    internal object? Get(ulong index)
    {
        Span<object?> elements = Elements;
        if (index >= (ulong)elements.Length) Trap.OutOfBoundsTableAccess();
        return elements[(int)index];
    }

    internal void Set(ulong index, object? value)
    {
        using Lock.Scope turn = Write();
        Span<object?> elements = Elements;
        if (index >= (ulong)elements.Length) Trap.OutOfBoundsTableAccess();
        elements[(int)index] = value;
    }

    /// <summary>A checked part of the table, to be read; to be written while <see cref="Write"/> is held.</summary>
    internal Span<object?> Range(ulong start, ulong count)
    {
        Span<object?> elements = Elements;
        ulong length = (ulong)elements.Length;
        if (count > length || start > length - count) Trap.OutOfBoundsTableAccess();
        return elements.Slice((int)start, (int)count);
    }

    /// <summary>Takes a turn at writing, so that nothing is written to an array that is being outgrown. Free while one thread has the table.</summary>
    internal Lock.Scope Write()
    {
        _isWritten = true;
        return _outgrown is null ? default : _writing.EnterScope();
    }

    /// <summary>Whether anything was written since this was asked, or the table made.</summary>
    internal bool TakeWritten() => _isWritten && !(_isWritten = false);

    /// <summary>Gives the table other elements, and their number as its length. While nobody else has it.</summary>
    internal void Restore(ReadOnlySpan<object?> elements)
    {
        if (elements.Length != (int)_cell->Length) (_elements, _cell->Elements, _cell->Length) = ([], 0, 0);
        if (_cell->Elements == 0) Resize(null, elements.Length, null);
        elements.CopyTo(_elements);
        _isWritten = false;
    }

    /// <summary>Ends this object: each use of it fails.</summary>
    internal void Retire() => _cell = null;

    /// <summary>From now on, several threads may have the table.</summary>
    internal void Share()
    {
        lock (_writing) _outgrown ??= [];
    }

    private TableCell* LiveCell => _cell != null ? _cell : throw RuntimeErrors.Disposed();

    private void Resize(Instance? instance, int length, object? initial)
    {
        _isWritten = true;
        object?[] elements = _elements;
        int old = (int)_cell->Length;
        if (length > elements.Length || _cell->Elements == 0)
        {
            // Room to double, so that growing one by one takes linear time.
            int capacity = elements.Length == 0 ? length : (int)Math.Min(Math.Max((ulong)length, 2UL * (ulong)elements.Length), _max);
            object?[] grown = GC.AllocateArray<object?>(Math.Max(capacity, 1), pinned: true);
            BulkCopy.Copy<object?>(instance, Elements, grown, forward: true);
            _outgrown?.Add(elements);
            elements = grown;
        }

        // In the same array also with null: an interruption may have left something behind there.
        if (initial is null && elements != _elements) BulkCopy.ConsumeFuel(instance, (long)(length - old) * nint.Size);
        else BulkCopy.Fill(instance, elements.AsSpan(old, length - old), initial);

        // The length last: code that sees it finds an array that is as long.
        Volatile.Write(ref _elements, elements);
        Volatile.Write(ref _cell->Elements, (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(elements)));
        Volatile.Write(ref _cell->Length, (ulong)length);
    }

    /// <summary>Emitted code believes the type of an element: nothing else may get in.</summary>
    private static object? Checked(Module? module, TableType type, object? element)
    {
        if (module is null && type.Element.Heap.IsConcrete) throw RuntimeErrors.NeedsModule(type.Element);
        return new BoundaryType(type.Element, Canonical(module, type), module?.Engine.ObjectTypes).Enter(element);
    }

    private static ValType Canonical(Module? module, TableType type) => module?.TypeIds.Types.Canonical(type.Element) ?? type.Element;

    private static nint NewCell(out object owner)
    {
        TableCell[] cell = GC.AllocateArray<TableCell>(1, pinned: true);
        owner = cell;
        return (nint)Unsafe.AsPointer(ref cell[0]);
    }
}
