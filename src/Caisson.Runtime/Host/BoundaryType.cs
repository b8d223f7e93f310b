using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// A value type where values cross between host and guest. Emitted code believes the types that validation found: nothing may get
/// in that isn't of its type. Immutable.
/// </summary>
/// <param name="type">The type as it was declared; for messages.</param>
/// <param name="canonical">With the engine's number of a concrete type.</param>
/// <param name="types">The types of that engine; null where none is concrete.</param>
internal sealed class BoundaryType(ValType type, ValType canonical, ObjectTypes? types)
{
    /// <summary>The type as it was declared.</summary>
    public ValType Type => type;

    /// <summary>Whether more than the class of the reference has to be checked, or changed.</summary>
    public bool NeedsCheck => type.IsRef && !(type.Nullable && (type.Heap == HeapType.Extern || type.Heap == HeapType.Func));

    /// <summary>Whether references may look different to the host.</summary>
    public bool ChangesOutside => type.IsRef && type.Heap == HeapType.Any;

    /// <summary>Whether everything of the type is a function, so that the host may say so.</summary>
    public bool IsFunction => type.IsRef && (canonical.Heap.IsConcrete ? types!.Registry.Top(canonical.Heap) : canonical.Heap) is var heap
        && (heap == HeapType.Func || heap == HeapType.NoFunc);

    /// <summary>A value of the host's as the guest has it.</summary>
    /// <exception cref="ArgumentException">It is of another type.</exception>
    public Value Enter(Value value) => TryEnter(value, out Value entered) ? entered : throw RuntimeErrors.WrongValue(type, value);

    /// <summary>A reference of the host's as the guest has it.</summary>
    /// <exception cref="ArgumentException">It is of another type.</exception>
    public object? Enter(object? reference) =>
        TryEnter(reference, out object? entered) ? entered : throw RuntimeErrors.WrongValue(type, Value.FromReference(reference));

    /// <summary>Checks a value of the host's.</summary>
    /// <returns>False when it is of another type.</returns>
    public bool TryEnter(Value value, out Value entered)
    {
        entered = value;
        if (value.Kind != type.Kind) return false;
        if (!type.IsRef) return true;
        if (!TryEnter(value.AsReference(), out object? reference)) return false;
        entered = Value.FromReference(reference);
        return true;
    }

    /// <summary>Checks a reference of the host's.</summary>
    /// <returns>False when it is of another type.</returns>
    public bool TryEnter(object? reference, out object? entered)
    {
        entered = ChangesOutside ? HostObject.Internalize(reference) : reference;
        return reference is null ? type.Nullable : Matches(reference);
    }

    /// <summary>A value of the guest's as the host has it.</summary>
    public Value Leave(Value value) => ChangesOutside ? Value.FromReference(HostObject.Externalize(value.AsReference())) : value;

    private bool Matches(object reference)
    {
        HeapType heap = canonical.Heap;
        if (heap.IsConcrete) return MatchesConcrete(reference, heap.Code);
        if (heap == HeapType.Any || heap == HeapType.Extern) return true;
        if (heap == HeapType.Func) return reference is Function;
        if (heap == HeapType.Eq) return reference is WasmObject;
        if (heap == HeapType.I31) return reference is WasmI31;
        if (heap == HeapType.Struct) return reference is WasmStruct;
        if (heap == HeapType.Exn) return reference is WasmException;
        return heap == HeapType.Array && reference is WasmArray;
    }

    private bool MatchesConcrete(object reference, int number) => reference switch
    {
        Function function => function.Engine.ObjectTypes == types && types.Registry.IsSubtype((int)function.TypeId, number),
        WasmObject found => types!.TryGet(number, out ObjectType? wanted) && RuntimeTypes.IsSubtype(found.Rtt, wanted.Rtt),
        _ => false,
    };
}
