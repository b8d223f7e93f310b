using Caisson.Wit.Model;

namespace Caisson.Wit.Encoding;

/// <summary>Bytes to types as they are encoded; what indices mean is for <see cref="PackageReader"/>. component-model: Type Definitions</summary>
internal sealed class TypeParser(ByteReader reader)
{
    private int _depth;

    /// <summary>component-model: type</summary>
    public BinaryType Type()
    {
        int at = reader.Offset;
        byte opcode = reader.Byte();
        return opcode switch
        {
            Opcodes.Func or Opcodes.AsyncFunc => new BinaryFunctionType(at, opcode == Opcodes.AsyncFunc, reader.List(Labelled), ResultList()),
            Opcodes.Component or Opcodes.Instance => Scope(at, opcode == Opcodes.Component),
            _ when WitPrimitive.Find(opcode) is { } primitive => new BinaryValueType(at, opcode, [new BinaryMember("", new TypeReference(primitive, 0, at))]),
            _ => ValueType(at, opcode),
        };
    }

    // component-model: defvaltype
    private BinaryValueType ValueType(int at, byte opcode) => opcode switch
    {
        Opcodes.Record => new(at, opcode, reader.List(Labelled)),
        Opcodes.Variant => new(at, opcode, reader.List(Case)),
        Opcodes.Enum or Opcodes.Flags => new(at, opcode, reader.List(() => new BinaryMember(reader.Name(), null))),
        Opcodes.Tuple => new(at, opcode, reader.List(Unnamed)),
        Opcodes.List or Opcodes.Option => new(at, opcode, [Unnamed()]),
        Opcodes.FixedList => new(at, opcode, [Unnamed()], reader.U32()),
        Opcodes.Map => new(at, opcode, [Unnamed(), Unnamed()]),
        Opcodes.Result => new(at, opcode, [Optional(), Optional()]),
        Opcodes.Stream or Opcodes.Future => new(at, opcode, [Optional()]),
        Opcodes.Own or Opcodes.Borrow => new(at, opcode, [], reader.U32()),
        _ => throw DecodeErrors.Malformed(at, "an unknown type"),
    };

    private BinaryScopeType Scope(int at, bool isComponent)
    {
        if (++_depth > Limits.BinaryDepth) throw DecodeErrors.TooDeep(at);
        Declaration[] declarations = reader.List(() => Declaration(isComponent));
        _depth--;
        return new BinaryScopeType(at, isComponent, declarations);
    }

    // component-model: componentdecl, instancedecl
    private Declaration Declaration(bool isComponent)
    {
        int at = reader.Offset;
        byte opcode = reader.Byte();
        return opcode switch
        {
            Opcodes.TypeDecl => new TypeDeclaration(at, Type()),
            Opcodes.AliasDecl => Alias(at),
            Opcodes.ExportDecl => Extern(at, isImport: false),
            Opcodes.ImportDecl when isComponent => Extern(at, isImport: true),
            _ => throw DecodeErrors.Malformed(at, "such a declaration"),
        };
    }

    // component-model: alias
    private Declaration Alias(int at)
    {
        if (reader.Byte() != Opcodes.TypeSort) throw DecodeErrors.Malformed(at, "an alias of something other than a type");
        return reader.Byte() switch
        {
            0x00 => new ExportAlias(at, reader.U32(), reader.Name()),
            0x02 => new OuterAlias(at, reader.U32(), reader.U32()),
            _ => throw DecodeErrors.Malformed(at, "such an alias"),
        };
    }

    // component-model: externtype
    private ExternDeclaration Extern(int at, bool isImport)
    {
        ExternName name = reader.ExternName();
        byte kind = reader.Byte();
        return kind switch
        {
            Opcodes.ExternFunc or Opcodes.ExternComponent or Opcodes.ExternInstance => new ExternDeclaration(at, isImport, name, kind, reader.U32()),
            Opcodes.ExternType => reader.Byte() switch
            {
                0x00 => new ExternDeclaration(at, isImport, name, kind, reader.U32()),
                0x01 => new ExternDeclaration(at, isImport, name, kind, null),
                _ => throw DecodeErrors.Malformed(at, "such a bound of a type"),
            },
            _ => throw DecodeErrors.Malformed(at, "an import or export of this kind"),
        };
    }

    // component-model: resultlist
    private TypeReference? ResultList()
    {
        int at = reader.Offset;
        byte kind = reader.Byte();
        if (kind == 0x00) return Reference();
        return kind == 0x01 && reader.Byte() == 0x00 ? null : throw DecodeErrors.Malformed(at, "such a list of results");
    }

    // component-model: labelvaltype
    private BinaryMember Labelled() => new(reader.Name(), Reference());

    // component-model: case
    private BinaryMember Case()
    {
        var member = new BinaryMember(reader.Name(), Optional().Type);
        return reader.Byte() == 0x00 ? member : throw DecodeErrors.Malformed(reader.Offset - 1, "a case that refines another");
    }

    private BinaryMember Unnamed() => new("", Reference());

    private BinaryMember Optional()
    {
        int at = reader.Offset;
        return reader.Byte() switch
        {
            0x00 => default,
            0x01 => Unnamed(),
            _ => throw DecodeErrors.Malformed(at, "such an optional type"),
        };
    }

    // component-model: valtype
    private TypeReference Reference()
    {
        int at = reader.Offset;
        if (WitPrimitive.Find(reader.Peek()) is not { } primitive) return new TypeReference(null, reader.TypeIndex(), at);
        reader.Byte();
        return new TypeReference(primitive, 0, at);
    }
}
