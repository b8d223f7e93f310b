using System.Globalization;
using System.Text;

namespace Caisson.Components.Values;

/// <summary>Writes values as text. Handles, streams, futures and error contexts are named only: nothing reads them back. spec: WAVE</summary>
internal sealed class WavePrinter
{
    private readonly StringBuilder _text = new();

    /// <summary>The text of a value.</summary>
    public static string Print(ComponentValue value)
    {
        var printer = new WavePrinter();
        printer.Write(value);
        return printer._text.ToString();
    }

    private void Write(ComponentValue value)
    {
        switch (value.Kind)
        {
            case ComponentValueKind.Bool: _text.Append(value.AsBoolean() ? "true" : "false"); break;
            case ComponentValueKind.S8 or ComponentValueKind.S16 or ComponentValueKind.S32 or ComponentValueKind.S64:
                _text.Append(CultureInfo.InvariantCulture, $"{(long)value.Bits}"); break;
            case ComponentValueKind.U8 or ComponentValueKind.U16 or ComponentValueKind.U32 or ComponentValueKind.U64:
                _text.Append(CultureInfo.InvariantCulture, $"{value.Bits}"); break;
            case ComponentValueKind.F32: WriteFloat(value.AsSingle(), value.AsSingle().ToString("R", CultureInfo.InvariantCulture)); break;
            case ComponentValueKind.F64: WriteFloat(value.AsDouble(), value.AsDouble().ToString("R", CultureInfo.InvariantCulture)); break;
            case ComponentValueKind.Char: WriteChar(value.AsRune()); break;
            case ComponentValueKind.String: WriteString(value.AsString()); break;
            case ComponentValueKind.List: WriteSequence('[', value.AsElements(), ']', Write); break;
            case ComponentValueKind.Tuple: WriteSequence('(', value.AsElements(), ')', Write); break;
            case ComponentValueKind.Map: WriteSequence('[', value.AsEntries(), ']', e => WriteSequence('(', [e.Key, e.Value], ')', Write)); break;
            case ComponentValueKind.Record: WriteRecord(value.AsFields()); break;
            case ComponentValueKind.Flags: WriteSequence('{', value.AsFlags(), '}', f => _text.Append(f)); break;
            case ComponentValueKind.Variant or ComponentValueKind.Enum:
                WriteCase(Wave.IsKeyword(value.Label!) ? $"%{value.Label}" : value.Label!, value.Payload); break;
            case ComponentValueKind.Option: WriteCase(value.IsNone ? "none" : "some", value.Payload); break;
            case ComponentValueKind.Result: WriteCase(value.IsOk ? "ok" : "err", value.Payload); break;
            case ComponentValueKind.Own or ComponentValueKind.Borrow: _text.Append(value.AsResource()); break;
            default: _text.Append(ValueErrors.Noun(value.Kind)); break;
        }
    }

    private void WriteFloat(double value, string digits) => _text.Append(
        double.IsNaN(value) ? "nan" : double.IsPositiveInfinity(value) ? "inf" : double.IsNegativeInfinity(value) ? "-inf" : digits);

    private void WriteChar(Rune value)
    {
        _text.Append('\'');
        WriteEscaped(value, '\'');
        _text.Append('\'');
    }

    private void WriteString(string value)
    {
        _text.Append('"');
        foreach (Rune rune in value.EnumerateRunes()) WriteEscaped(rune, '"');
        _text.Append('"');
    }

    private void WriteEscaped(Rune rune, char quote)
    {
        switch (rune.Value)
        {
            case '\\': _text.Append("\\\\"); break;
            case '\t': _text.Append("\\t"); break;
            case '\n': _text.Append("\\n"); break;
            case '\r': _text.Append("\\r"); break;
            case int c when c == quote: _text.Append('\\').Append(quote); break;
            default:
                if (Rune.IsControl(rune)) _text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
                else _text.Append(rune.ToString());
                break;
        }
    }

    // Whoever reads it knows the type, and that what is missing is none.
    private void WriteRecord(IReadOnlyList<RecordField> fields)
    {
        RecordField[] present = [.. fields.Where(f => !f.Value.IsNone)];
        if (present.Length == 0)
        {
            _text.Append("{:}");
            return;
        }

        WriteSequence('{', present, '}', field =>
        {
            _text.Append(field.Label).Append(": ");
            Write(field.Value);
        });
    }

    private void WriteCase(string label, ComponentValue? payload)
    {
        _text.Append(label);
        if (payload is { } value) WriteSequence('(', [value], ')', Write);
    }

    private void WriteSequence<T>(char open, IReadOnlyList<T> items, char close, Action<T> write)
    {
        _text.Append(open);
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0) _text.Append(", ");
            write(items[i]);
        }

        _text.Append(close);
    }
}
