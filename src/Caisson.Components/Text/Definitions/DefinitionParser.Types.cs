using Caisson.Components.Syntax;
using Caisson.Components.Text.Encode;
using Caisson.Components.Text.Scopes;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Components.Text.Definitions;

// Types that have an index. spec: type
internal sealed partial class DefinitionParser
{
    private const byte ComponentTypeCode = 0x41;
    private const byte InstanceTypeCode = 0x42;

    /// <summary>Parses the rest of <c>(type …</c> in a component.</summary>
    private void Type()
    {
        DefinitionName name = DefinitionName.Read(_reader);
        List<byte[]> exports = InlineExports();
        AddInlineExports(exports, Sort.Type, Type(name));
    }

    private uint Type(DefinitionName name)
    {
        if (TryInlineAlias(Sort.Type, name, out uint index)) return index;
        return TryInlineImport() is { } import
            ? DefineImport(Sort.Type, name, import, TypeBound())
            : Define(Sort.Type, name, ComponentSection.Type, DefType(name.Id));
    }

    /// <summary>Parses what a type is. spec: deftype</summary>
    /// <param name="id">Identifier of the type, for outer aliases inside it.</param>
    private Encoding DefType(string? id)
    {
        if (TryPrim() is { } prim) return target => target.Byte(prim);
        Encoding type;
        if (_reader.TryOpen("func")) type = FuncType();
        else if (_reader.TryOpen("component")) type = Declarations(ComponentTypeCode, id);
        else if (_reader.TryOpen("instance")) type = Declarations(InstanceTypeCode, id);
        else if (_reader.TryOpen("resource")) type = ResourceType();
        else return DefinedType();
        _reader.Close();
        return type;
    }

    /// <summary>Parses parameters and result. spec: functype</summary>
    private Encoding FuncType()
    {
        bool isAsync = _reader.TryKeyword("async");
        List<(string Label, ValTypeReference Type)> parameters = Labeled("param");
        ValTypeReference? result = null;
        if (_reader.TryOpen("result"))
        {
            result = ValType();
            _reader.Close();
        }
        return target =>
        {
            target.Byte(isAsync ? (byte)0x43 : (byte)0x40);
            WriteLabeled(target, parameters);
            WriteResultList(target, result);
        };
    }

    private void WriteResultList(ByteWriter target, ValTypeReference? result)
    {
        target.Bytes(result is null ? [0x01, 0x00] : [0x00]);
        if (result is { } type) WriteValType(target, type);
    }

    /// <summary>spec: resourcetype</summary>
    private Encoding ResourceType()
    {
        _reader.Open("rep");
        ByteWriter representation = new();
        representation.ValType(CoreTypes.ValType());
        _reader.Close();
        Reference? destructor = null;
        if (_reader.TryOpen("dtor"))
        {
            destructor = IndexOrReference(Sort.CoreFunc);
            _reader.Close();
        }
        return target =>
        {
            target.Byte(0x3F);
            target.Bytes(representation.Written);
            target.Flag(destructor is not null);
            if (destructor is { } function) target.Unsigned(Resolve(function));
        };
    }

    /// <summary>Parses a type index, or a type that gets one. spec: externtype</summary>
    private Reference FuncTypeUse() => TypeUse(FuncType);

    private Reference ComponentTypeUse() => TypeUse(() => Declarations(ComponentTypeCode, id: null));

    private Reference InstanceTypeUse() => TypeUse(() => Declarations(InstanceTypeCode, id: null));

    private Reference TypeUse(Func<Encoding> inline) =>
        TryTypeReference(Sort.Type) ?? Reference.To(Sort.Type, Define(Sort.Type, default, ComponentSection.Type, inline()));

    /// <summary>Takes <c>(type idx name*)</c>, if it comes next rather than a declaration of a type.</summary>
    private Reference? TryTypeReference(Sort sort)
    {
        if (!_reader.IsOpen("type")
            || _reader.KindAt(2) is not (TokenKind.Id or TokenKind.Nat)
            || _reader.KindAt(3) is not (TokenKind.Close or TokenKind.String)) return null;
        _reader.Position += 2;
        return RestOfReference(sort);
    }

    /// <summary>Parses the declarations of a type up to its closing parenthesis. spec: componenttype, instancetype</summary>
    private Encoding Declarations(byte code, string? id)
    {
        Enter();
        DeclarationWriter declarations = new(coreTypeCode: 0x00);
        _scope = new ComponentScope(_scope, id, declarations);
        while (_reader.Kind == TokenKind.Open)
        {
            Declaration(isComponent: code == ComponentTypeCode);
            _reader.Close();
        }
        _scope = _scope.Parent!;
        Leave();
        return target =>
        {
            target.Byte(code);
            target.Bytes(declarations.ToArray());
        };
    }

    private void Declaration(bool isComponent)
    {
        ReadOnlySpan<char> keyword = _reader.OpenedKeyword;
        if (keyword.IsEmpty) throw _reader.UnexpectedAfterOpen();
        _reader.Position += 2;
        switch (keyword)
        {
            case "core" when _reader.TryKeyword("type"): CoreType(); break;
            case "core" when _reader.TryKeyword("rec"): CoreRecursionGroup(); break;
            case "type": Type(DefinitionName.Read(_reader)); break;
            case "alias": Alias(); break;
            case "import" when isComponent: Import(); break;
            case "export": ExportDeclaration(); break;
            default: throw UnexpectedKeyword();
        }
    }
}
