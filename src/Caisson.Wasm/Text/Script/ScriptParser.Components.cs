using System.Collections.Immutable;
using System.Text;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Literals;

namespace Caisson.Wasm.Text.Script;

// Values of the component model.
internal sealed partial class ScriptParser
{
    private const int MaxValueNesting = 100;

    private int _valueNesting;

    /// <summary>Parses a value behind its opening parenthesis, if it is one of the component model.</summary>
    private ComponentConst? TryComponentConst()
    {
        if (_components is null || _reader.Kind != TokenKind.Keyword) return null;
        ReadOnlySpan<char> keyword = _reader.Text;
        if (!IsComponentConst(keyword)) return null;
        if (++_valueNesting > MaxValueNesting) throw _reader.Error(TextErrors.NestingTooDeep);
        _reader.Next();
        ComponentConst value = ComponentConst(keyword);
        _valueNesting--;
        return value;
    }

    private static bool IsComponentConst(ReadOnlySpan<char> keyword) => keyword
        is "bool.const" or "u8.const" or "s8.const" or "u16.const" or "s16.const" or "u32.const" or "s32.const" or "u64.const" or "s64.const"
        or "char.const" or "str.const" or "list.const" or "record.const" or "tuple.const" or "variant.const" or "enum.const"
        or "option.some" or "option.none" or "result.ok" or "result.err" or "flags.const";

    private ComponentConst ComponentConst(ReadOnlySpan<char> keyword) => keyword switch
    {
        "bool.const" => new BoolConst(Truth()),
        "char.const" => new CharConst(Character()),
        "str.const" => new StringConst(_reader.Name()),
        "list.const" => new ListConst(Arguments()),
        "record.const" => new RecordConst(Fields()),
        "tuple.const" => new TupleConst(Arguments()),
        "variant.const" => new VariantConst(_reader.Name(), Payload()),
        "enum.const" => new EnumConst(_reader.Name()),
        "option.some" => new OptionConst(Payload() ?? throw _reader.Unexpected()),
        "option.none" => new OptionConst(Some: null),
        "result.ok" => new ResultConst(IsOk: true, Payload()),
        "result.err" => new ResultConst(IsOk: false, Payload()),
        "flags.const" => new FlagsConst(Names()),
        _ => IntegerConst(keyword),
    };

    private IntegerConst IntegerConst(ReadOnlySpan<char> keyword)
    {
        int width = keyword[1] switch { '8' => 8, '1' => 16, '3' => 32, _ => 64 };
        return new IntegerConst(width, IsSigned: keyword[0] == 's', _reader.Integer(width));
    }

    private bool Truth()
    {
        bool value = _reader.TryKeyword("true");
        if (!value && !_reader.TryKeyword("false")) throw _reader.Unexpected();
        return value;
    }

    private Rune Character()
    {
        Token token = _reader.Current;
        string text = _reader.Name();
        return Rune.TryGetRuneAt(text.Length > 0 ? text : "\uD800", 0, out Rune rune) && rune.Utf16SequenceLength == text.Length
            ? rune
            : throw TextErrors.At(_source, token.Start, TextErrors.NotOneCharacter);
    }

    private ScriptValue? Payload()
    {
        if (_reader.Kind != TokenKind.Open) return null;
        _reader.Next();
        ScriptValue value = Argument();
        _reader.Close();
        return value;
    }

    private ImmutableArray<FieldConst> Fields()
    {
        ImmutableArray<FieldConst>.Builder fields = ImmutableArray.CreateBuilder<FieldConst>();
        while (_reader.TryOpen("field"))
        {
            fields.Add(new FieldConst(_reader.Name(), Payload() ?? Argument()));
            _reader.Close();
        }
        return fields.DrainToImmutable();
    }

    private ImmutableArray<string> Names()
    {
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        while (_reader.Kind == TokenKind.String) names.Add(_reader.Name());
        return names.DrainToImmutable();
    }
}
