namespace Caisson.Wasi.Http;

/// <summary>
/// The fields of a header or trailer section, in order, as a guest writes them. Names are compared without regard to case, and keep
/// the case that they were first written in. Not safe for several threads at once, except while nobody can change it any more.
/// </summary>
internal sealed class HttpFields
{
    private readonly List<(string Name, byte[] Value)> _entries = [];
    private int _size;

    /// <summary>The names and values, in order.</summary>
    public IReadOnlyList<(string Name, byte[] Value)> Entries => _entries;

    /// <summary>Whether nobody can change them any more.</summary>
    public bool IsImmutable { get; private set; }

    /// <summary>Fields that a guest writes all at once.</summary>
    public static HeaderError FromList(IEnumerable<(string Name, byte[] Value)> entries, out HttpFields fields)
    {
        fields = new HttpFields();
        foreach ((string name, byte[] value) in entries)
        {
            HeaderError error = fields.Append(name, value);
            if (error != HeaderError.None) return error;
        }
        return HeaderError.None;
    }

    /// <summary>Fields that came over the wire: what a guest may not set itself is left out, and so is what isn't well formed.</summary>
    public static HttpFields Received(IEnumerable<(string Name, byte[] Value)> entries)
    {
        HttpFields fields = new();
        foreach ((string name, byte[] value) in entries)
        {
            if (HttpSyntax.IsToken(name) && HttpSyntax.IsFieldValue(value) && !IsForbidden(name)) fields._entries.Add((name, value));
        }
        fields.Freeze();
        return fields;
    }

    /// <summary>Whether guests may not set a field: what belongs to the connection is the host's.</summary>
    public static bool IsForbidden(string name) => name.ToLowerInvariant() is "connection" or "keep-alive" or "proxy-authenticate"
        or "proxy-authorization" or "proxy-connection" or "transfer-encoding" or "upgrade" or "http2-settings" or "host";

    /// <summary>Ends all changes.</summary>
    public HttpFields Freeze()
    {
        IsImmutable = true;
        return this;
    }

    /// <summary>A copy that can be changed.</summary>
    public HttpFields Clone()
    {
        HttpFields clone = new() { _size = _size };
        clone._entries.AddRange(_entries);
        return clone;
    }

    /// <summary>Whether there is a value; never for what isn't a name.</summary>
    public bool Has(string name) => _entries.Any(entry => IsNamed(entry.Name, name));

    /// <summary>The values of a name.</summary>
    public byte[][] Get(string name) => [.. _entries.Where(entry => IsNamed(entry.Name, name)).Select(entry => entry.Value)];

    /// <summary>Replaces the values of a name.</summary>
    public HeaderError Set(string name, IReadOnlyList<byte[]> values)
    {
        HeaderError error = CheckChange(name);
        if (error != HeaderError.None) return error;
        if (!values.All(value => HttpSyntax.IsFieldValue(value))) return HeaderError.InvalidSyntax;
        int removed = _entries.Where(entry => IsNamed(entry.Name, name)).Sum(entry => SizeOf(entry.Name, entry.Value));
        long added = values.Sum(value => (long)SizeOf(name, value));
        if (_size - removed + added > Limits.HeaderSectionBytes) return HeaderError.SizeExceeded;
        int first = _entries.FindIndex(entry => IsNamed(entry.Name, name));
        _ = _entries.RemoveAll(entry => IsNamed(entry.Name, name));
        _entries.InsertRange(first < 0 ? _entries.Count : first, values.Select(value => (name, value)));
        _size += (int)added - removed;
        return HeaderError.None;
    }

    /// <summary>Adds a value.</summary>
    public HeaderError Append(string name, byte[] value)
    {
        HeaderError error = CheckChange(name);
        if (error != HeaderError.None) return error;
        if (!HttpSyntax.IsFieldValue(value)) return HeaderError.InvalidSyntax;
        if ((long)_size + SizeOf(name, value) > Limits.HeaderSectionBytes) return HeaderError.SizeExceeded;
        int last = _entries.FindLastIndex(entry => IsNamed(entry.Name, name));
        if (last < 0) _entries.Add((name, value));
        else _entries.Insert(last + 1, (_entries[last].Name, value));
        _size += SizeOf(name, value);
        return HeaderError.None;
    }

    /// <summary>Removes a name.</summary>
    public HeaderError Delete(string name) => GetAndDelete(name, out _);

    /// <summary>Removes a name and tells its values.</summary>
    public HeaderError GetAndDelete(string name, out byte[][] values)
    {
        values = [];
        HeaderError error = CheckChange(name);
        if (error != HeaderError.None) return error;
        values = Get(name);
        _ = _entries.RemoveAll(entry => IsNamed(entry.Name, name));
        _size -= values.Sum(value => SizeOf(name, value));
        return HeaderError.None;
    }

    private static bool IsNamed(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    /// <summary>What RFC 9113 counts for a field.</summary>
    private static int SizeOf(string name, byte[] value) => checked(name.Length + value.Length + 32);

    private HeaderError CheckChange(string name)
    {
        if (IsImmutable) return HeaderError.Immutable;
        if (!HttpSyntax.IsToken(name)) return HeaderError.InvalidSyntax;
        return IsForbidden(name) ? HeaderError.Forbidden : HeaderError.None;
    }
}
