using System.Text;

namespace Caisson.Wit.Encoding;

/// <summary>The JSON of the documentation section as it is written: objects with strings and objects in them, without what is empty.</summary>
internal sealed class JsonObject
{
    private readonly List<KeyValuePair<string, object>> _members = [];

    /// <summary>Adds a string, if there is one.</summary>
    public JsonObject Add(string name, string? value)
    {
        if (value is not null) _members.Add(new KeyValuePair<string, object>(name, value));
        return this;
    }

    /// <summary>Adds an object, if there is something in it.</summary>
    public JsonObject Add(string name, JsonObject value)
    {
        if (value._members.Count > 0) _members.Add(new KeyValuePair<string, object>(name, value));
        return this;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private void Write(StringBuilder text)
    {
        text.Append('{');
        for (int at = 0; at < _members.Count; at++)
        {
            if (at > 0) text.Append(',');
            Quote(text, _members[at].Key);
            text.Append(':');
            if (_members[at].Value is JsonObject inner) inner.Write(text);
            else Quote(text, (string)_members[at].Value);
        }

        text.Append('}');
    }

    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            if (c is '"' or '\\') text.Append('\\').Append(c);
            else if (c == '\n') text.Append("\\n");
            else if (c == '\t') text.Append("\\t");
            else if (c < ' ') text.Append($"\\u{(int)c:x4}");
            else text.Append(c);
        }

        text.Append('"');
    }
}
