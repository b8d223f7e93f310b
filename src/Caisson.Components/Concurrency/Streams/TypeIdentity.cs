using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;

namespace Caisson.Components.Concurrency;

/// <summary>Compares types that two instances mean: by structure, and resources by what they are at run time.</summary>
internal static class TypeIdentity
{
    /// <summary>Whether two types are the same.</summary>
    /// <param name="left">A type.</param>
    /// <param name="leftInstance">Whose resources it means; null for the host.</param>
    /// <param name="right">Another.</param>
    /// <param name="rightInstance">Whose resources that means.</param>
    public static bool Same(ComponentValType left, ICanonicalInstance? leftInstance, ComponentValType right, ICanonicalInstance? rightInstance)
    {
        return ReferenceEquals(left, right) && leftInstance == rightInstance || (left, right) switch
        {
            (PrimType a, PrimType b) => a.Kind == b.Kind,
            (RecordType a, RecordType b) => a.Fields.Length == b.Fields.Length && a.Fields.Zip(b.Fields).All(f => f.First.Label == f.Second.Label && Is(f.First.Type, f.Second.Type)),
            (VariantType a, VariantType b) => a.Cases.Length == b.Cases.Length && a.Cases.Zip(b.Cases).All(c => c.First.Label == c.Second.Label && Is(c.First.Type, c.Second.Type)),
            (ListType a, ListType b) => a.Length == b.Length && Is(a.Element, b.Element),
            (TupleType a, TupleType b) => a.Elements.Length == b.Elements.Length && a.Elements.Zip(b.Elements).All(e => Is(e.First, e.Second)),
            (FlagsType a, FlagsType b) => a.Labels.SequenceEqual(b.Labels),
            (EnumType a, EnumType b) => a.Labels.SequenceEqual(b.Labels),
            (OptionType a, OptionType b) => Is(a.Some, b.Some),
            (ResultType a, ResultType b) => Is(a.Ok, b.Ok) && Is(a.Error, b.Error),
            (MapType a, MapType b) => Is(a.Key, b.Key) && Is(a.Value, b.Value),
            (OwnType a, OwnType b) => IsResource(a.Resource, b.Resource),
            (BorrowType a, BorrowType b) => IsResource(a.Resource, b.Resource),
            (StreamType a, StreamType b) => Is(a.Element, b.Element),
            (FutureType a, FutureType b) => Is(a.Element, b.Element),
            _ => false,
        };

        bool Is(ComponentValType? a, ComponentValType? b) => a is null || b is null ? a is null && b is null : Same(a, leftInstance, b, rightInstance);

        bool IsResource(ResourceType a, ResourceType b) => Resolve(a, leftInstance) == Resolve(b, rightInstance);

        static object Resolve(ResourceType type, ICanonicalInstance? instance) => instance is null ? type : instance.ResourceOf(type);
    }
}
