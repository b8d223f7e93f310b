using System.Globalization;
using System.Text;

namespace Caisson.Wit.Encoding;

/// <summary>
/// Reads the JSON of the documentation section: objects, strings and null, which is all that its schema has. Objects become
/// dictionaries, null becomes nothing.
/// </summary>
internal sealed class JsonReader
{
    private readonly string _text;
    private readonly int _offset;
    private int _at;
    private int _depth;

    private JsonReader(string text, int offset) => (_text, _offset) = (text, offset);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="offset">Where it is in the binary, for errors.</param>
    public static object? Read(string text, int offset)
    {
        var reader = new JsonReader(text, offset);
        object? value = reader.Value();
        reader.Skip();
        return reader._at == text.Length ? value : throw reader.Error("something follows its end");
    }

    private object? Value()
    {
        Skip();
        if (Next == '{') return Object();
        if (Next == '"') return String();
        if (string.CompareOrdinal(_text, _at, "null", 0, 4) != 0) throw Error("an object or a string is missing");
        _at += 4;
        return null;
    }

    private Dictionary<string, object> Object()
    {
        if (++_depth > Limits.JsonDepth) throw Error("it nests too deep");
        Dictionary<string, object> members = new(StringComparer.Ordinal);
        _at++;
        Skip();
        for (bool isFirst = true; Next != '}'; isFirst = false)
        {
            if (!isFirst) Expect(',');
            Skip();
            string name = Next == '"' ? String() : throw Error("a name is missing");
            Skip();
            Expect(':');
            if (Value() is { } value) members[name] = value;
            Skip();
        }

        _at++;
        _depth--;
        return members;
    }

    private string String()
    {
        var value = new StringBuilder();
        for (_at++; Next != '"'; _at++)
        {
            if (Next == '\0' || Next < ' ') throw Error("a string is not closed");
            value.Append(Next == '\\' ? Escape() : Next);
        }

        _at++;
        return value.ToString();
    }

    private char Escape()
    {
        _at++;
        if (Next == 'u') return Unicode();
        return Next switch
        {
            '"' or '\\' or '/' => Next,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw Error("an unknown escape"),
        };
    }

    private char Unicode()
    {
        string digits = _at + 4 < _text.Length ? _text.Substring(_at + 1, 4) : "";
        if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code)) throw Error("an unknown escape");
        _at += 4;
        return (char)code;
    }

    private void Expect(char c)
    {
        if (Next != c) throw Error($"`{c}` is missing");
        _at++;
    }

    private void Skip()
    {
        while (Next is ' ' or '\n' or '\r' or '\t') _at++;
    }

    // A zero can't be in the text otherwise than escaped.
    private char Next => _at < _text.Length ? _text[_at] : '\0';

    private WitException Error(string what) => DecodeErrors.BadDocs(_offset, what);
}
