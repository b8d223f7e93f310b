namespace Caisson.Wit.Model;

/// <summary>
/// A type of the component model: a <see cref="WitPrimitive"/>, a <see cref="WitStructuralType"/> such as a list, or a type with a
/// name, <see cref="WitTypeDef"/>. Types are finite trees of at most 128 levels, so that walking them may recurse. Immutable.
/// component-model: valtype
/// </summary>
public abstract class WitType
{
    private protected WitType(ElementSize size, IReadOnlyCollection<WitType?> parts)
    {
        Depth = 1 + parts.Select(part => part?.Depth ?? 0).DefaultIfEmpty(0).Max();
        if (Depth > Limits.TypeDepth) throw new ArgumentException($"a type nests at most {Limits.TypeDepth} levels");
        Count = this is WitTypeDef ? 1 : 1 + parts.Sum(part => part?.Count ?? 0);
        if (Count > Limits.TypeParts) throw new ArgumentException($"a type without name consists of at most {Limits.TypeParts} types");
        (Size, HasBorrow) = (size, parts.Any(part => part?.HasBorrow == true));
    }

    /// <summary>Whether a borrowed handle is in it, so that no function returns it. component-model: functype</summary>
    public bool HasBorrow { get; private protected init; }

    /// <summary>How many levels the type has, from 1.</summary>
    internal int Depth { get; }

    /// <summary>How many types it consists of; those with names count as one.</summary>
    internal int Count { get; }

    /// <summary>How large its values are in memory of 64 bits.</summary>
    internal ElementSize Size { get; }

    /// <summary>The type behind names that only stand for another.</summary>
    public WitType Resolved
    {
        get
        {
            WitType type = this;
            while (type is WitAlias alias) type = alias.Target;
            return type;
        }
    }
}
