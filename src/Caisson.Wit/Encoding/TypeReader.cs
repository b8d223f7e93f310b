using Caisson.Wit.Model;

namespace Caisson.Wit.Encoding;

/// <summary>Types and functions as they are encoded to those of the model. component-model: Type Definitions</summary>
internal static class TypeReader
{
    /// <summary>What the definition of a type puts into the index space.</summary>
    public static object Define(BinaryType type, ReaderScope scope) =>
        type is BinaryValueType value && value.Opcode is not (Opcodes.Record or Opcodes.Variant or Opcodes.Enum or Opcodes.Flags)
            ? DecodeErrors.Build(type.Offset, () => Structural(value, scope))
            : type;

    /// <summary>A type that gets a name.</summary>
    public static WitTypeDef Named(ExternDeclaration export, ReaderScope scope, DocsNode docs) => DecodeErrors.Build<WitTypeDef>(export.Offset, () =>
    {
        var notes = new ItemNotes(docs.Docs, docs.Gate, export.Name.ExternalId);
        if (export.Index is not { } index) return TypeDefs.Resource(export.Name.Name, notes);
        return scope.Type(index, export.Offset) switch
        {
            WitType type => TypeDefs.Alias(export.Name.Name, type, notes),
            BinaryValueType value => TypeDefs.Members(Keyword(value), export.Name.Name, Members(value.Members, scope, docs.Child("items")), notes),
            _ => throw DecodeErrors.Malformed(export.Offset, "something other than a type of values"),
        };
    });

    private static string Keyword(BinaryValueType type) => type.Opcode switch
    {
        Opcodes.Record => "record",
        Opcodes.Variant => "variant",
        Opcodes.Enum => "enum",
        _ => "flags",
    };

    /// <summary>A function; its name says whether it is one of a resource. component-model: plainname</summary>
    public static WitFunction Function(ExternDeclaration export, ReaderScope scope, Draft draft, DocsNode docs) => DecodeErrors.Build(export.Offset, () =>
    {
        if (scope.Type(export.Index!.Value, export.Offset) is not BinaryFunctionType type) throw DecodeErrors.Malformed(export.Offset, "a function whose type is none");
        (WitFunctionKind kind, string? resource, string name) = Parse(export.Name.Name);
        WitMember[] parameters = Members(type.Parameters, scope, default);
        WitType? result = type.Result is { } reference ? Value(reference, scope) : null;
        if (result?.HasBorrow == true) throw DecodeErrors.Malformed(export.Offset, "a function that returns a borrowed handle");
        WitResource? owner = resource is null ? null : draft.FindType(resource) as WitResource ?? throw DecodeErrors.NoExport(export.Offset, resource);
        return new WitFunction(kind, owner, name, parameters, result, type.IsAsync) { Docs = docs.Docs, Gate = docs.Gate, ExternalId = export.Name.ExternalId };
    });

    private static (WitFunctionKind Kind, string? Resource, string Name) Parse(string name)
    {
        int bracket = name.IndexOf(']'), dot = name.IndexOf('.');
        if (!name.StartsWith("[", StringComparison.Ordinal) || bracket < 0) return (WitFunctionKind.Freestanding, null, name);
        string first = name.Substring(bracket + 1, (dot < 0 ? name.Length : dot) - bracket - 1), second = name.Substring(dot + 1);
        return name.Substring(0, bracket + 1) switch
        {
            "[constructor]" when dot < 0 => (WitFunctionKind.Constructor, first, first),
            "[method]" when dot > 0 => (WitFunctionKind.Method, first, second),
            "[static]" when dot > 0 => (WitFunctionKind.Static, first, second),
            // No label, so that the constructor of the function says so.
            _ => (WitFunctionKind.Freestanding, null, name),
        };
    }

    // component-model: defvaltype
    private static WitType Structural(BinaryValueType type, ReaderScope scope)
    {
        WitType?[] parts = [.. type.Members.Select(member => member.Type is { } part ? Value(part, scope) : null)];
        return type.Opcode switch
        {
            Opcodes.List => new WitList(parts[0]!),
            Opcodes.FixedList => new WitList(parts[0]!, type.Number),
            Opcodes.Map => new WitMap(parts[0] as WitPrimitive ?? throw DecodeErrors.Malformed(type.Offset, "a map with such keys"), parts[1]!),
            Opcodes.Option => new WitOption(parts[0]!),
            Opcodes.Tuple => new WitTuple(parts.OfType<WitType>()),
            Opcodes.Result => new WitResult(parts[0], parts[1]),
            Opcodes.Stream => new WitStream(WithoutBorrow(parts[0], type)),
            Opcodes.Future => new WitFuture(WithoutBorrow(parts[0], type)),
            Opcodes.Own => new WitOwn(Resource(type, scope)),
            Opcodes.Borrow => new WitBorrow(Resource(type, scope)),
            _ => parts[0]!,
        };
    }

    private static WitType? WithoutBorrow(WitType? element, BinaryValueType type) =>
        element?.HasBorrow == true ? throw DecodeErrors.Malformed(type.Offset, "a stream or future of borrowed handles") : element;

    private static WitTypeDef Resource(BinaryValueType type, ReaderScope scope) =>
        scope.Type(type.Number, type.Offset) as WitTypeDef ?? throw DecodeErrors.Malformed(type.Offset, "a handle of something other than a resource");

    private static WitMember[] Members(IEnumerable<BinaryMember> members, ReaderScope scope, DocsNode docs) =>
        [.. members.Select(member => new WitMember(member.Name, member.Type is { } type ? Value(type, scope) : null, docs.Text(member.Name)))];

    private static WitType Value(TypeReference reference, ReaderScope scope)
    {
        WitType type = scope.Value(reference);
        return WitResource.Find(type) is null ? type : throw DecodeErrors.Malformed(reference.Offset, "a resource without handle");
    }
}
