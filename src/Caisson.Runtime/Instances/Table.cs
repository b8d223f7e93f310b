using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// A table of references. Not safe for writing from several threads. spec: syntax-tableinst
/// </summary>
public sealed unsafe class Table : Extern
{
    private readonly TableCell* _cell;
    private readonly object _owner;
    private readonly ulong _max;
    private readonly BoundaryType _boundary;
    private object?[] _elements;

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
        Resize((int)type.Limits.Min, initial);
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

    internal nint Cell => (nint)_cell;

    internal Span<object?> Elements => _elements.AsSpan(0, (int)_cell->Length);

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
    public long Grow(long count, object? initial) => GrowUnchecked(count, _boundary.Enter(initial));

    /// <summary>For guests: validation has checked the value.</summary>
    internal long GrowUnchecked(long count, object? initial)
    {
        ulong old = _cell->Length;
        if ((ulong)count > _max - old) return -1;
        Resize((int)(old + (ulong)count), initial);
        return (long)old;
    }

    internal object? Get(ulong index)
    {
        if (index >= _cell->Length) Trap.OutOfBoundsTableAccess();
        return _elements[(int)index];
    }

    internal void Set(ulong index, object? value)
    {
        if (index >= _cell->Length) Trap.OutOfBoundsTableAccess();
        _elements[(int)index] = value;
    }

    /// <summary>A checked part of the table.</summary>
    internal Span<object?> Range(ulong start, ulong count)
    {
        ulong length = _cell->Length;
        if (count > length || start > length - count) Trap.OutOfBoundsTableAccess();
        return _elements.AsSpan((int)start, (int)count);
    }

    private void Resize(int length, object? initial)
    {
        if (length > _elements.Length || _cell->Elements == 0)
        {
            // Room to double, so that growing one by one takes linear time.
            int capacity = _elements.Length == 0 ? length : (int)Math.Min(Math.Max((ulong)length, 2UL * (ulong)_elements.Length), _max);
            object?[] grown = GC.AllocateArray<object?>(Math.Max(capacity, 1), pinned: true);
            Elements.CopyTo(grown);
            _elements = grown;
            _cell->Elements = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(grown));
        }
        int old = (int)_cell->Length;
        _cell->Length = (ulong)length;
        if (initial is not null) _elements.AsSpan(old, length - old).Fill(initial);
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
