using Caisson.Wit.Model;

namespace Caisson.Wit.Encoding;

/// <summary>
/// The types of one scope: each is written when it is first mentioned, behind what it mentions, and found again afterwards.
/// </summary>
/// <param name="declarations">Where they are written.</param>
/// <param name="export">Gives a type a name; null to index for a resource.</param>
/// <param name="import">Brings in a type of another interface.</param>
internal sealed class ScopeWriter(DeclarationWriter declarations, Func<ExternName, uint?, uint> export, Func<WitTypeDef, uint?> import)
{
    private readonly Dictionary<WitType, uint> _types = [];
    private readonly Dictionary<string, uint> _functions = new(StringComparer.Ordinal);

    /// <summary>The index of a type with a name.</summary>
    public uint Named(WitTypeDef type)
    {
        if (_types.TryGetValue(type, out uint known)) return known;
        return _types[type] = import(type) ?? export(new ExternName(type.Name, null, type.ExternalId), Definition(type));
    }

    /// <summary>The index of the type of a function. component-model: functype</summary>
    public uint Function(WitFunction function)
    {
        ByteWriter type = new ByteWriter().Byte(function.IsAsync ? Opcodes.AsyncFunc : Opcodes.Func);
        Members(type, function.Parameters, (writer, parameter) => Value(writer, parameter.Type!));
        if (function.Result is null) type.Byte(0x01).Byte(0x00);
        else Value(type.Byte(0x00), function.Result);
        byte[] bytes = type.ToArray();
        // What was written is what the type is: its parts have one index each.
        string key = Convert.ToBase64String(bytes);
        if (!_functions.TryGetValue(key, out uint index)) _functions.Add(key, index = declarations.Define(bytes));
        return index;
    }

    // What a name is given to; null for a resource, which is nothing but its name.
    private uint? Definition(WitTypeDef type) => type switch
    {
        WitResource => null,
        WitAlias { Target: WitPrimitive primitive } => declarations.Define([primitive.Opcode]),
        WitAlias alias => Index(alias.Target),
        WitMembers members => declarations.Define(Members(members)),
        _ => throw new ArgumentException(type.GetType().Name, nameof(type)),
    };

    // component-model: defvaltype
    private byte[] Members(WitMembers type)
    {
        var writer = new ByteWriter();
        switch (type)
        {
            case WitRecord: Members(writer.Byte(Opcodes.Record), type.Members, (field, member) => Value(field, member.Type!)); break;
            case WitVariant: Members(writer.Byte(Opcodes.Variant), type.Members, (item, member) => Optional(item, member.Type).Byte(0x00)); break;
            case WitEnum: Members(writer.Byte(Opcodes.Enum), type.Members, (_, _) => { }); break;
            default: Members(writer.Byte(Opcodes.Flags), type.Members, (_, _) => { }); break;
        }

        return writer.ToArray();
    }

    private static void Members(ByteWriter writer, IReadOnlyList<WitMember> members, Action<ByteWriter, WitMember> type)
    {
        writer.U32((uint)members.Count);
        foreach (WitMember member in members) type(writer.Name(member.Name), member);
    }

    private uint Index(WitType type)
    {
        if (type is WitTypeDef named) return Named(named);
        if (_types.TryGetValue(type, out uint known)) return known;
        return _types[type] = declarations.Define(Structural(type));
    }

    // component-model: defvaltype
    private byte[] Structural(WitType type)
    {
        var writer = new ByteWriter();
        return (type switch
        {
            WitList { Length: { } length } list => Value(writer.Byte(Opcodes.FixedList), list.Element).U32(length),
            WitList list => Value(writer.Byte(Opcodes.List), list.Element),
            WitMap map => Value(Value(writer.Byte(Opcodes.Map), map.Key), map.Value),
            WitOption option => Value(writer.Byte(Opcodes.Option), option.Value),
            WitResult result => Optional(Optional(writer.Byte(Opcodes.Result), result.Ok), result.Error),
            WitTuple tuple => tuple.Elements.Aggregate(writer.Byte(Opcodes.Tuple).U32((uint)tuple.Elements.Count), Value),
            WitStream stream => Optional(writer.Byte(Opcodes.Stream), stream.Element),
            WitFuture future => Optional(writer.Byte(Opcodes.Future), future.Value),
            WitOwn own => writer.Byte(Opcodes.Own).U32(Named(own.Resource)),
            WitBorrow borrow => writer.Byte(Opcodes.Borrow).U32(Named(borrow.Resource)),
            _ => throw new ArgumentException(type.GetType().Name, nameof(type)),
        }).ToArray();
    }

    // component-model: valtype
    private ByteWriter Value(ByteWriter writer, WitType type) => type is WitPrimitive primitive ? writer.Byte(primitive.Opcode) : writer.S33(Index(type));

    private ByteWriter Optional(ByteWriter writer, WitType? type) => type is null ? writer.Byte(0x00) : Value(writer.Byte(0x01), type);
}
