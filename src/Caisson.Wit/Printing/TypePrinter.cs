using Caisson.Wit.Lexing;
using Caisson.Wit.Model;

namespace Caisson.Wit.Printing;

/// <summary>Types as text. component-model: ty</summary>
internal static class TypePrinter
{
    /// <summary>A type where values are.</summary>
    public static string Print(WitType type) => type switch
    {
        WitPrimitive primitive => primitive.Keyword,
        WitTypeDef named => Name(named.Name),
        WitOwn own => Name(own.Resource.Name),
        WitBorrow borrow => $"borrow<{Name(borrow.Resource.Name)}>",
        WitList { Length: { } length } list => $"list<{Print(list.Element)}, {length}>",
        WitList list => $"list<{Print(list.Element)}>",
        WitMap map => $"map<{Print(map.Key)}, {Print(map.Value)}>",
        WitOption option => $"option<{Print(option.Value)}>",
        WitTuple tuple => $"tuple<{string.Join(", ", tuple.Elements.Select(Print))}>",
        WitResult result => Result(result),
        WitStream stream => Optional("stream", stream.Element),
        WitFuture future => Optional("future", future.Value),
        _ => throw new ArgumentException(type.GetType().Name, nameof(type)),
    };

    /// <summary>The right side of an alias, where the name of a resource is the resource.</summary>
    public static string PrintTarget(WitType type) => type is WitOwn own ? $"own<{Name(own.Resource.Name)}>" : Print(type);

    /// <summary>A name, which keywords are only behind <c>%</c>.</summary>
    public static string Name(string name) => Keywords.Contains(name) ? "%" + name : name;

    private static string Optional(string keyword, WitType? type) => type is null ? keyword : $"{keyword}<{Print(type)}>";

    private static string Result(WitResult result) => (result.Ok, result.Error) switch
    {
        (null, null) => "result",
        (null, { } error) => $"result<_, {Print(error)}>",
        ({ } ok, null) => $"result<{Print(ok)}>",
        ({ } ok, { } error) => $"result<{Print(ok)}, {Print(error)}>",
    };
}
