using Caisson.Components.Types;

namespace Caisson.Components.Concurrency;

/// <summary>The type of a stream's or future's elements, as one component says it. Immutable.</summary>
/// <param name="Type">The type; null where elements are nothing.</param>
/// <param name="Instance">Whose resources it means.</param>
internal sealed record ElementType(ComponentValType? Type, InstanceState Instance)
{
    /// <summary>Size of an element that is a number, in bytes; 0 for others.</summary>
    public int NumberSize => (Type as PrimType)?.Kind switch
    {
        PrimKind.S8 or PrimKind.U8 => 1,
        PrimKind.S16 or PrimKind.U16 => 2,
        PrimKind.S32 or PrimKind.U32 or PrimKind.F32 => 4,
        PrimKind.S64 or PrimKind.U64 or PrimKind.F64 => 8,
        _ => 0,
    };

    /// <summary>abi: none_or_number_type</summary>
    public bool IsNoneOrNumber => Type is null || NumberSize > 0;

    /// <summary>Whether two components mean the same type.</summary>
    public bool IsSameAs(ElementType other) =>
        ReferenceEquals(this, other) || Type is null == (other.Type is null) && (Type is null || TypeIdentity.Same(Type, Instance, other.Type!, other.Instance));
}
