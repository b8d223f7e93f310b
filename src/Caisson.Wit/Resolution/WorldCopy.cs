using Caisson.Wit.Model;

namespace Caisson.Wit.Resolution;

/// <summary>
/// Copies the items of a world into one that includes it, under other names where asked for. Types that the world defines become
/// types of the other. component-model: include-item
/// </summary>
/// <param name="renames">New names by old ones.</param>
/// <param name="gate">The gate of items that have none.</param>
/// <param name="isForeign">Whether the world is of another package, whose versions mean nothing in this one.</param>
internal sealed class WorldCopy(IReadOnlyDictionary<string, string> renames, WitGate gate, bool isForeign)
{
    private readonly Dictionary<WitTypeDef, WitTypeDef> _types = [];

    /// <summary>The imports, with the functions of resources.</summary>
    /// <param name="world">The world.</param>
    /// <param name="into">Where they go: what is used there already isn't copied.</param>
    public IEnumerable<WitWorldItem> Imports(WitWorld world, WorldItems into)
    {
        foreach (WitWorldItem item in world.Imports)
        {
            if (item is not WitTypeItem type)
            {
                yield return Copy(item);
                continue;
            }

            // The same type by the same name and `use` is one type.
            if (type.Type is WitAlias { Used: { } used } && into.FindType(NameOf(type.Type.Name)) is WitAlias same && same.Target == used)
            {
                _types.Add(type.Type, same);
                continue;
            }

            _types.Add(type.Type, Copy(type.Type));
            yield return new WitTypeItem(_types[type.Type]);
            if (type.Type is not WitResource resource) continue;
            foreach (WitFunction function in resource.Functions) yield return new WitFunctionItem(Copy(function));
        }
    }

    /// <summary>The exports. Comes behind the imports, whose types they mention.</summary>
    public IEnumerable<WitWorldItem> Exports(WitWorld world) => world.Exports.Select(Copy);

    private WitWorldItem Copy(WitWorldItem item) => item switch
    {
        WitFunctionItem function => new WitFunctionItem(Copy(function.Function)),
        WitInterfaceItem named => new WitInterfaceItem(named.Interface, named.PlainName is null ? null : NameOf(named.PlainName))
        {
            Docs = named.Docs,
            Gate = GateOf(named.Gate),
            ExternalId = named.ExternalId,
        },
        _ => throw new InvalidOperationException(item.GetType().Name),
    };

    private WitFunction Copy(WitFunction function)
    {
        var resource = function.Resource is null ? null : (WitResource)Map(function.Resource);
        string name = function.Kind == WitFunctionKind.Constructor ? resource!.Name : resource is null ? NameOf(function.Name) : function.Name;
        return new WitFunction(function.Kind, resource, name, function.Parameters.Select(Copy), function.Result is null ? null : Map(function.Result), function.IsAsync)
        {
            Docs = function.Docs,
            Gate = GateOf(function.Gate),
            ExternalId = function.ExternalId,
        };
    }

    private WitTypeDef Copy(WitTypeDef type)
    {
        string name = NameOf(type.Name);
        ItemNotes notes = type.Notes with { Gate = GateOf(type.Gate) };
        return type switch
        {
            WitMembers members => TypeDefs.Members(members.Keyword, name, members.Members.Select(Copy), notes),
            WitAlias alias => TypeDefs.Alias(name, Map(alias.Target), notes),
            _ => TypeDefs.Resource(name, notes),
        };
    }

    private WitMember Copy(WitMember member) => new(member.Name, member.Type is null ? null : Map(member.Type), member.Docs);

    private WitType Map(WitType type) => type switch
    {
        WitTypeDef named => _types.TryGetValue(named, out WitTypeDef? copy) ? copy : named,
        WitOwn own => new WitOwn((WitTypeDef)Map(own.Resource)),
        WitBorrow borrow => new WitBorrow((WitTypeDef)Map(borrow.Resource)),
        WitList list => new WitList(Map(list.Element), list.Length),
        WitMap map => new WitMap(map.Key, Map(map.Value)),
        WitOption option => new WitOption(Map(option.Value)),
        WitTuple tuple => new WitTuple(tuple.Elements.Select(Map)),
        WitResult result => new WitResult(result.Ok is null ? null : Map(result.Ok), result.Error is null ? null : Map(result.Error)),
        WitStream stream => new WitStream(stream.Element is null ? null : Map(stream.Element)),
        WitFuture future => new WitFuture(future.Value is null ? null : Map(future.Value)),
        _ => type,
    };

    private string NameOf(string name) => renames.TryGetValue(name, out string? renamed) ? renamed : name;

    private WitGate GateOf(WitGate own)
    {
        WitGate kept = isForeign ? own with { Since = null, Deprecated = null } : own;
        return kept == WitGate.None ? gate : kept;
    }
}
