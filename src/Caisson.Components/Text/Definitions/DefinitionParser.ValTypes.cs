using Caisson.Components.Syntax;
using Caisson.Components.Text.Encode;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;

namespace Caisson.Components.Text.Definitions;

// Types of values. spec: valtype, defvaltype
internal sealed partial class DefinitionParser
{
    /// <summary>Parses a value type; one that has parts is defined at once.</summary>
    private ValTypeReference ValType()
    {
        if (TryPrim() is { } prim) return new ValTypeReference(prim, default);
        if (IsIndex || _reader.IsOpen("type")) return new ValTypeReference(Prim: null, IndexOrReference(Sort.Type));
        Enter();
        uint index = Define(Sort.Type, default, ComponentSection.Type, DefinedType());
        Leave();
        return new ValTypeReference(Prim: null, Reference.To(Sort.Type, index));
    }

    private ValTypeReference? TryValType() => _reader.Kind == TokenKind.Close || _reader.IsOpen("error") ? null : ValType();

    private void WriteValType(ByteWriter target, in ValTypeReference type)
    {
        if (type.Prim is { } prim) target.Byte(prim);
        else target.Signed(Resolve(type.Defined));
    }

    private void WriteOptional(ByteWriter target, in ValTypeReference? type)
    {
        target.Flag(type is not null);
        if (type is { } some) WriteValType(target, some);
    }

    /// <summary>Takes a type that needs no definition, if one comes next; its code. spec: primvaltype</summary>
    private byte? TryPrim()
    {
        byte? code = _reader.Kind != TokenKind.Keyword ? null : _reader.Text switch
        {
            "bool" => 0x7F,
            "s8" => 0x7E,
            "u8" => 0x7D,
            "s16" => 0x7C,
            "u16" => 0x7B,
            "s32" => 0x7A,
            "u32" => 0x79,
            "s64" => 0x78,
            "u64" => 0x77,
            "f32" or "float32" => 0x76,
            "f64" or "float64" => 0x75,
            "char" => 0x74,
            "string" => 0x73,
            "error-context" => 0x64,
            _ => (byte?)null,
        };
        if (code is not null) _reader.Next();
        return code;
    }

    /// <summary>Parses a type that has parts, with its parentheses. spec: defvaltype</summary>
    private Encoding DefinedType()
    {
        ReadOnlySpan<char> keyword = _reader.OpenedKeyword;
        if (keyword.IsEmpty) throw _reader.UnexpectedAfterOpen();
        _reader.Position += 2;
        Encoding type = keyword switch
        {
            "record" => Record(),
            "variant" => Variant(),
            "list" => List(),
            "tuple" => Tuple(),
            "flags" => Labels(0x6E),
            "enum" => Labels(0x6D),
            "option" => Of(0x6B, ValType()),
            "result" => Result(),
            "own" => Handle(0x69),
            "borrow" => Handle(0x68),
            "stream" => OfOptional(0x66, TryValType()),
            "future" => OfOptional(0x65, TryValType()),
            "map" => Map(),
            _ => throw UnexpectedKeyword(),
        };
        _reader.Close();
        return type;
    }

    private Encoding Record()
    {
        List<(string Label, ValTypeReference Type)> fields = Labeled("field");
        return target =>
        {
            target.Byte(0x72);
            WriteLabeled(target, fields);
        };
    }

    private List<(string Label, ValTypeReference Type)> Labeled(string keyword)
    {
        List<(string Label, ValTypeReference Type)> labeled = [];
        while (_reader.TryOpen(keyword))
        {
            labeled.Add((_reader.Name(), ValType()));
            _reader.Close();
        }
        return labeled;
    }

    private void WriteLabeled(ByteWriter target, List<(string Label, ValTypeReference Type)> labeled)
    {
        target.Unsigned((ulong)labeled.Count);
        foreach ((string label, ValTypeReference type) in labeled)
        {
            target.Name(label);
            WriteValType(target, type);
        }
    }

    private Encoding Variant()
    {
        List<(string Label, ValTypeReference? Type)> cases = [];
        while (_reader.TryOpen("case"))
        {
            _reader.TryId();
            cases.Add((_reader.Name(), TryValType()));
            _reader.Close();
        }
        return target =>
        {
            target.Byte(0x71);
            target.Unsigned((ulong)cases.Count);
            foreach ((string label, ValTypeReference? type) in cases)
            {
                target.Name(label);
                WriteOptional(target, type);
                target.Byte(0x00);
            }
        };
    }

    private Encoding List()
    {
        ValTypeReference element = ValType();
        if (_reader.Kind == TokenKind.Close) return Of(0x70, element);
        uint length = (uint)_reader.Nat(32);
        return target =>
        {
            target.Byte(0x67);
            WriteValType(target, element);
            target.Unsigned(length);
        };
    }

    private Encoding Tuple()
    {
        List<ValTypeReference> elements = [];
        while (_reader.Kind != TokenKind.Close) elements.Add(ValType());
        return target =>
        {
            target.Byte(0x6F);
            target.Unsigned((ulong)elements.Count);
            foreach (ValTypeReference element in elements) WriteValType(target, element);
        };
    }

    private Encoding Labels(byte code)
    {
        List<string> labels = [];
        while (_reader.Kind != TokenKind.Close) labels.Add(_reader.Name());
        return target =>
        {
            target.Byte(code);
            target.Unsigned((ulong)labels.Count);
            foreach (string label in labels) target.Name(label);
        };
    }

    private Encoding Result()
    {
        ValTypeReference? ok = TryValType();
        ValTypeReference? error = null;
        if (_reader.TryOpen("error"))
        {
            error = ValType();
            _reader.Close();
        }
        return target =>
        {
            target.Byte(0x6A);
            WriteOptional(target, ok);
            WriteOptional(target, error);
        };
    }

    private Encoding Map()
    {
        ValTypeReference key = ValType();
        ValTypeReference value = ValType();
        return target =>
        {
            target.Byte(0x63);
            WriteValType(target, key);
            WriteValType(target, value);
        };
    }

    private Encoding Handle(byte code)
    {
        Reference resource = IndexOrReference(Sort.Type);
        return target =>
        {
            target.Byte(code);
            target.Unsigned(Resolve(resource));
        };
    }

    private Encoding Of(byte code, ValTypeReference element) => target =>
    {
        target.Byte(code);
        WriteValType(target, element);
    };

    private Encoding OfOptional(byte code, ValTypeReference? element) => target =>
    {
        target.Byte(code);
        WriteOptional(target, element);
    };
}
