using Caisson.Components.CanonicalAbi;

namespace Caisson.Components.Types;

/// <summary>What a type index can refer to: a value type, the type of a function, an instance or a component, or a resource. spec: deftype</summary>
#pragma warning disable CA1040 // A closed family whose members have their bases already.
public interface IDefType;
#pragma warning restore CA1040

/// <summary>
/// The type of a value that crosses between components, resolved: names and indices are gone, what it refers to stands in it.
/// A closed family. Immutable; compared by structure, and resources by identity; safe to share between threads. abi: ValType
/// </summary>
/// <remarks>
/// Types are graphs that share their parts, and a small component can write one whose tree would be huge. Whoever walks types must
/// visit each object once, or know that the type obeys the size limit of validation and count what it visits. Comparing and hashing
/// visit each object once.
/// </remarks>
public abstract record ComponentValType : IDefType, ITypeNode
{
    private TypeFacts? _facts;

    private protected ComponentValType()
    {
    }

    /// <summary>A copy, whose facts are its own.</summary>
    protected ComponentValType(ComponentValType original) => _ = original;

    /// <summary>The type that this was given a further name of, by an import or export; null for none. No part of the type.</summary>
    internal ComponentValType? NameOf { get; init; }

    /// <summary>How values lie where pointers are 32 bits; null before somebody asks. abi: ptr_type</summary>
    internal Layout? Layout32 { get; set; }

    /// <summary>How values lie where pointers are 64 bits; null before somebody asks. abi: ptr_type</summary>
    internal Layout? Layout64 { get; set; }

    TypeFacts ITypeNode.Facts => _facts ??= TypeFacts.Of(this);

    void ITypeNode.Describe(TypeShape shape) => Describe(shape);

    /// <summary>The text form of WIT, cut off where it gets long.</summary>
    public sealed override string ToString() => TypeText.Of(this);

    private protected abstract void Describe(TypeShape shape);
}
