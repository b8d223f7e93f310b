using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Caisson.Components.Types;

namespace Caisson.Components.Values;

/// <summary>Reads values whose types are known. One use, one thread. spec: WAVE</summary>
/// <param name="scanner">The text.</param>
internal sealed class WaveParser(WaveScanner scanner)
{
    /// <summary>Reads a value.</summary>
    public ComponentValue Parse(ComponentValType type)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw scanner.Error(WaveErrors.TooDeep);
        return type switch
        {
            PrimType prim => ParsePrimitive(prim.Kind),
            ListType list => ParseList(list),
            MapType map => ParseMap(map),
            RecordType record => ParseRecord(record),
            TupleType tuple => ComponentValue.TupleOf(ParseExactly(tuple.Elements, "elements")),
            VariantType variant => ParseVariant(variant),
            EnumType @enum => ParseEnum(@enum),
            OptionType option => ParseOption(option),
            ResultType result => ParseResult(result),
            FlagsType flags => ParseFlags(flags),
            _ => throw scanner.Error(WaveErrors.Unwritable),
        };
    }

    /// <summary>Reads arguments between parentheses; <c>none</c> may be left out at the end.</summary>
    public ComponentValue[] ParseArguments(ComponentFuncType type)
    {
        ImmutableArray<ComponentValType> types = [.. type.Parameters.Select(p => p.Type)];
        int required = types.Length;
        while (required > 0 && types[required - 1] is OptionType) required--;
        List<ComponentValue> values = ParseUpTo(types, required, "arguments");
        while (values.Count < types.Length) values.Add(ComponentValue.None);
        return [.. values];
    }

    private ComponentValue ParsePrimitive(PrimKind kind) => kind switch
    {
        PrimKind.Bool => ParseBool(),
        PrimKind.S8 => ParseInteger<sbyte>(kind, NumberStyles.AllowLeadingSign),
        PrimKind.U8 => ParseInteger<byte>(kind, NumberStyles.None),
        PrimKind.S16 => ParseInteger<short>(kind, NumberStyles.AllowLeadingSign),
        PrimKind.U16 => ParseInteger<ushort>(kind, NumberStyles.None),
        PrimKind.S32 => ParseInteger<int>(kind, NumberStyles.AllowLeadingSign),
        PrimKind.U32 => ParseInteger<uint>(kind, NumberStyles.None),
        PrimKind.S64 => ParseInteger<long>(kind, NumberStyles.AllowLeadingSign),
        PrimKind.U64 => ParseInteger<ulong>(kind, NumberStyles.None),
        PrimKind.F32 => ParseFloat<float>(kind),
        PrimKind.F64 => ParseFloat<double>(kind),
        PrimKind.Char => ComponentValue.Char(WaveStrings.TakeChar(scanner)),
        PrimKind.String => ComponentValue.String(WaveStrings.TakeString(scanner)),
        _ => throw scanner.Error(WaveErrors.Unwritable),
    };

    private ComponentValue ParseBool()
    {
        ReadOnlySpan<char> word = scanner.PeekLabel();
        if (word is not ("true" or "false")) throw scanner.Error(WaveErrors.Expected("`true` or `false`", scanner.Found()));
        scanner.Position += word.Length;
        return word is "true";
    }

    private ComponentValue ParseInteger<T>(PrimKind kind, NumberStyles styles) where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<char> word = TakeNumber(kind, out int start);
        return T.TryParse(word, styles, CultureInfo.InvariantCulture, out T value)
            ? ComponentValue.Of(value)
            : throw scanner.Error(WaveErrors.NotANumber(kind, word), start);
    }

    private ComponentValue ParseFloat<T>(PrimKind kind) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<char> word = TakeNumber(kind, out _);
        T value = word switch
        {
            "nan" => T.NaN,
            "inf" => T.PositiveInfinity,
            "-inf" => T.NegativeInfinity,
            _ => T.Parse(word, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
        return kind == PrimKind.F32 ? ComponentValue.F32(float.CreateTruncating(value)) : ComponentValue.F64(double.CreateTruncating(value));
    }

    private ReadOnlySpan<char> TakeNumber(PrimKind kind, out int start)
    {
        scanner.Peek();
        start = scanner.Position;
        ReadOnlySpan<char> word = scanner.TakeWord("a number");
        bool isKeyword = kind is PrimKind.F32 or PrimKind.F64 && word is "nan" or "inf" or "-inf";
        return isKeyword || IsNumber(word) ? word : throw scanner.Error(WaveErrors.NotANumber(kind, word), start);
    }

    // A number of JSON.
    private static bool IsNumber(ReadOnlySpan<char> word)
    {
        ReadOnlySpan<char> rest = word.StartsWith('-') ? word[1..] : word;
        int digits = Digits(rest);
        if (digits == 0 || (digits > 1 && rest[0] == '0')) return false;
        rest = rest[digits..];
        if (rest.StartsWith('.'))
        {
            int fraction = Digits(rest[1..]);
            if (fraction == 0) return false;
            rest = rest[(1 + fraction)..];
        }

        if (rest.IsEmpty) return true;
        if (rest[0] is not ('e' or 'E')) return false;
        rest = rest.Length > 1 && rest[1] is '+' or '-' ? rest[2..] : rest[1..];
        return !rest.IsEmpty && Digits(rest) == rest.Length;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        int count = text.IndexOfAnyExceptInRange('0', '9');
        return count < 0 ? text.Length : count;
    }

    private ComponentValue ParseList(ListType type)
    {
        int start = scanner.Position;
        var elements = new List<ComponentValue>();
        scanner.TakeSequence('[', ']', () => elements.Add(Parse(type.Element)));
        return type.Length is not { } length || length == elements.Count
            ? ComponentValue.ListOf([.. elements])
            : throw scanner.Error(WaveErrors.WrongCount("elements", (int)length, elements.Count), start);
    }

    private ComponentValue ParseMap(MapType type)
    {
        var entries = new List<MapEntry>();
        scanner.TakeSequence('[', ']', () =>
        {
            ComponentValue[] pair = ParseExactly([type.Key, type.Value], "elements");
            entries.Add(new MapEntry(pair[0], pair[1]));
        });
        return ComponentValue.MapOf([.. entries]);
    }

    private ComponentValue ParseRecord(RecordType type)
    {
        int start = scanner.Position;
        var values = new ComponentValue[type.Fields.Length];
        bool isEmpty = TryTakeEmptyRecord();
        if (!isEmpty) scanner.TakeSequence('{', '}', () => ParseField(type, values));
        if (!isEmpty && values.All(v => v.Kind == ComponentValueKind.None)) throw scanner.Error(WaveErrors.Expected("a field, or `{:}`", "`{}`"), start);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i].Kind != ComponentValueKind.None) continue;
            if (type.Fields[i].Type is not OptionType) throw scanner.Error(WaveErrors.Missing(type.Fields[i].Label), start);
            values[i] = ComponentValue.None;
        }

        return ComponentValue.Record([.. type.Fields.Select(f => f.Label)], values);
    }

    private bool TryTakeEmptyRecord()
    {
        scanner.Peek();
        int start = scanner.Position;
        if (scanner.TryTake('{') && scanner.TryTake(':') && scanner.TryTake('}')) return true;
        scanner.Position = start;
        return false;
    }

    private void ParseField(RecordType type, ComponentValue[] values)
    {
        scanner.Peek();
        int start = scanner.Position;
        string label = scanner.TakeLabel("a field", out _);
        int index = IndexOf(type.Fields.Select(f => f.Label), label, "field", start);
        if (values[index].Kind != ComponentValueKind.None) throw scanner.Error(WaveErrors.Twice("field", label), start);
        scanner.Take(':');
        values[index] = Parse(type.Fields[index].Type);
    }

    private ComponentValue ParseVariant(VariantType type)
    {
        int index = TakeCase(type.Cases.Select(c => c.Label));
        CaseType c = type.Cases[index];
        return ComponentValue.Variant(c.Label, (uint)index, c.Type is null ? default : ParsePayload(c.Type));
    }

    private ComponentValue ParseEnum(EnumType type)
    {
        int index = TakeCase(type.Labels);
        return ComponentValue.Enum(type.Labels[index], (uint)index);
    }

    private ComponentValue ParseOption(OptionType type)
    {
        if (TryTakeKeyword("none")) return ComponentValue.None;
        if (TryTakeKeyword("some")) return ComponentValue.Some(ParsePayload(type.Some));
        return IsFlat(type.Some) ? ComponentValue.Some(Parse(type.Some)) : throw scanner.Error(WaveErrors.Expected("`some` or `none`", scanner.Found()));
    }

    private ComponentValue ParseResult(ResultType type)
    {
        if (TryTakeKeyword("ok")) return type.Ok is null ? ComponentValue.Ok() : ComponentValue.Ok(ParsePayload(type.Ok));
        if (TryTakeKeyword("err")) return type.Error is null ? ComponentValue.Error() : ComponentValue.Error(ParsePayload(type.Error));
        return type.Ok is { } ok && IsFlat(ok) ? ComponentValue.Ok(Parse(ok)) : throw scanner.Error(WaveErrors.Expected("`ok` or `err`", scanner.Found()));
    }

    private ComponentValue ParseFlags(FlagsType type)
    {
        var isSet = new bool[type.Labels.Length];
        scanner.TakeSequence('{', '}', () =>
        {
            scanner.Peek();
            int start = scanner.Position;
            string label = scanner.TakeLabel("a flag", out _);
            int index = IndexOf(type.Labels, label, "flag", start);
            if (isSet[index]) throw scanner.Error(WaveErrors.Twice("flag", label), start);
            isSet[index] = true;
        });
        return ComponentValue.FlagsOf([.. type.Labels.Where((_, i) => isSet[i])]);
    }

    private ComponentValue ParsePayload(ComponentValType type)
    {
        scanner.Take('(');
        ComponentValue value = Parse(type);
        scanner.Take(')');
        return value;
    }

    private int TakeCase(IEnumerable<string> labels)
    {
        scanner.Peek();
        int start = scanner.Position;
        string label = scanner.TakeLabel("a case", out bool isEscaped);
        if (!isEscaped && Wave.IsKeyword(label)) throw scanner.Error(WaveErrors.NeedsPercent(label), start);
        return IndexOf(labels, label, "case", start);
    }

    private bool TryTakeKeyword(string keyword)
    {
        if (!scanner.PeekLabel().SequenceEqual(keyword)) return false;
        scanner.Position += keyword.Length;
        return true;
    }

    // Where the payload has a some or an ok of its own, nobody could tell whose it is.
    private static bool IsFlat(ComponentValType payload) => payload is not (OptionType or ResultType);

    private int IndexOf(IEnumerable<string> labels, string label, string noun, int start)
    {
        int index = 0;
        foreach (string candidate in labels)
        {
            if (candidate == label) return index;
            index++;
        }

        throw scanner.Error(WaveErrors.NotALabel(noun, label, labels), start);
    }

    private ComponentValue[] ParseExactly(ImmutableArray<ComponentValType> types, string noun) => [.. ParseUpTo(types, types.Length, noun)];

    private List<ComponentValue> ParseUpTo(ImmutableArray<ComponentValType> types, int required, string noun)
    {
        scanner.Peek();
        int start = scanner.Position;
        var values = new List<ComponentValue>();
        scanner.TakeSequence('(', ')', () =>
        {
            if (values.Count == types.Length) throw scanner.Error(WaveErrors.WrongCount(noun, types.Length, values.Count + 1), start);
            values.Add(Parse(types[values.Count]));
        });
        return values.Count >= required ? values : throw scanner.Error(WaveErrors.WrongCount(noun, types.Length, values.Count), start);
    }
}
