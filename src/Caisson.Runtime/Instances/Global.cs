using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>A global variable or constant. Reads and writes of numbers are atomic up to 8 bytes. spec: syntax-globalinst</summary>
public sealed unsafe class Global : Extern
{
    /// <summary>Keeps the cell's memory alive: the instance's region, or an array that the collector doesn't move.</summary>
    private readonly object _owner;

    private readonly BoundaryType _boundary;

    /// <summary>Zero once the instance was disposed.</summary>
    private nint _cell;

    /// <summary>A global of the host's, to be imported by modules.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="value">Its first value.</param>
    /// <exception cref="ArgumentException">The value is of another type.</exception>
    public Global(GlobalType type, Value value) : this(type, module: null)
    {
        if (type.Type is { IsRef: true, Heap.IsConcrete: true }) throw RuntimeErrors.NeedsModule(type.Type);
        Store(_boundary.Enter(value));
    }

    /// <summary>A global of a type that only a module can name.</summary>
    /// <param name="module">The module.</param>
    /// <param name="type">Its type; type indices are the module's.</param>
    /// <param name="value">Its first value.</param>
    /// <exception cref="ArgumentException">The value is of another type.</exception>
    public Global(Module module, GlobalType type, Value value) : this(type, module) => Store(_boundary.Enter(value));

    /// <summary>A global with a cell of its own, zero or null.</summary>
    internal Global(GlobalType type, Module? module, MemoryRegion? home = null)
    {
        (Type, Home) = (type, home);
        (Engine, CanonicalType) = (module?.Engine, module?.TypeIds.Types.Canonical(type.Type) ?? type.Type);
        _boundary = new BoundaryType(type.Type, CanonicalType, Engine?.ObjectTypes);
        Array cells = type.Type.IsRef ? GC.AllocateArray<object?>(1, pinned: true) : GC.AllocateArray<Vector128<byte>>(1, pinned: true);
        _owner = cells;
        _cell = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(cells));
    }

    /// <summary>A global whose cell lies in an instance's state.</summary>
    internal Global(GlobalType type, nint cell, MemoryRegion owner)
    {
        (Type, CanonicalType, _cell, _owner, Home) = (type, type.Type, cell, owner, owner);
        _boundary = new BoundaryType(type.Type, type.Type, types: null);
    }

    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Global;

    /// <summary>Its type.</summary>
    public GlobalType Type { get; }

    /// <summary>The current value.</summary>
    /// <exception cref="ArgumentException">The new value is of another type.</exception>
    /// <exception cref="InvalidOperationException">Setting a constant.</exception>
    public Value Value
    {
        get => _boundary.Leave(Load());
        set
        {
            if (!Type.Mutable) throw new InvalidOperationException($"a global of type {Type} can't be set");
            Store(_boundary.Enter(value));
        }
    }

    internal override Engine? TypeEngine => CanonicalType is { IsRef: true, Heap.IsConcrete: true } ? Engine : null;

    /// <summary>The engine that <see cref="CanonicalType"/> has its number from; null when it has none.</summary>
    internal Engine? Engine { get; }

    /// <summary>The value's type as other modules know it: with the engine's number of a concrete type.</summary>
    internal ValType CanonicalType { get; }

    /// <summary>Where the value is; the address never changes.</summary>
    internal nint Cell => _cell != 0 ? _cell : throw RuntimeErrors.Disposed();

    /// <summary>The state of the instance that defines it; null when it is the host's own.</summary>
    internal MemoryRegion? Home { get; }

    /// <summary>The value of a global of type <c>i32</c>. For as long as somebody refers to the global.</summary>
    internal ref int Int32 => ref *(int*)Cell;

    internal void Store(Value value)
    {
        switch (value.Kind)
        {
            case ValKind.I32: *(int*)Cell = value.AsInt32(); break;
            case ValKind.I64: *(long*)Cell = value.AsInt64(); break;
            case ValKind.F32: *(float*)Cell = value.AsSingle(); break;
            case ValKind.F64: *(double*)Cell = value.AsDouble(); break;
            case ValKind.V128: Unsafe.WriteUnaligned((void*)Cell, value.AsVector128()); break;
            case ValKind.Ref: Unsafe.AsRef<object?>((void*)Cell) = value.AsReference(); break;
            default: throw new UnreachableException();
        }
        GC.KeepAlive(_owner);
    }

    /// <summary>Ends this object: each use of it fails.</summary>
    internal void Retire() => _cell = 0;

    /// <summary>The current value, as guests have it.</summary>
    internal Value Load()
    {
        Value value = Type.Type.Kind switch
        {
            ValKind.I32 => *(int*)Cell,
            ValKind.I64 => *(long*)Cell,
            ValKind.F32 => *(float*)Cell,
            ValKind.F64 => *(double*)Cell,
            ValKind.V128 => Unsafe.ReadUnaligned<Vector128<byte>>((void*)Cell),
            ValKind.Ref => Value.FromReference(Unsafe.AsRef<object?>((void*)Cell)),
            _ => throw new UnreachableException(),
        };
        GC.KeepAlive(_owner);
        return value;
    }
}
