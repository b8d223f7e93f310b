using System.Globalization;
using System.Text;

namespace Caisson.Wasi;

/// <summary>
/// A store in memory, gone with the object. It takes 64 MiB of keys and values and no more; a guest that writes beyond is told so. Numbers are decimal text. Safe from any
/// thread.
/// </summary>
public sealed class MemoryKeyValueStore : IKeyValueStore
{
    private readonly Lock _lock = new();

    // A key keeps its number until it is deleted, so that pages go on where they ended, whatever is written between them.
    private readonly Dictionary<string, (ulong Number, byte[] Value)> _entries = new(StringComparer.Ordinal);
    private readonly SortedSet<(ulong Number, string Key)> _keys = new(Comparer<(ulong Number, string Key)>.Create(static (a, b) => a.Number.CompareTo(b.Number)));
    private ulong _next = 1;
    private long _bytes;

    /// <summary>An empty store.</summary>
    public MemoryKeyValueStore()
    {
    }

    /// <summary>A store that has something in the beginning.</summary>
    /// <param name="entries">Keys and values, which become UTF-8; of two with the same key the last one.</param>
    /// <exception cref="IOException">It is too much.</exception>
    public MemoryKeyValueStore(IEnumerable<KeyValuePair<string, string>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach ((string key, string value) in entries) Write(key, Encoding.UTF8.GetBytes(value));
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellation)
    {
        lock (_lock) return new(_entries.TryGetValue(key, out (ulong, byte[] Value) entry) ? entry.Value : null);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The store is full.</exception>
    public ValueTask WriteAsync(string key, byte[] value, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_lock) Write(key, value);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string key, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_entries.Remove(key, out (ulong Number, byte[] Value) entry))
            {
                _keys.Remove((entry.Number, key));
                _bytes -= SizeOf(key, entry.Value);
            }
        }
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<KeyValuePage> ListAsync(ulong? cursor, CancellationToken cancellation)
    {
        lock (_lock)
        {
            List<string> page = [];
            foreach ((ulong number, string key) in _keys.GetViewBetween((cursor ?? 0, ""), (ulong.MaxValue, "")))
            {
                if (page.Count == Limits.KeysInPage) return new(new KeyValuePage(page, number));
                page.Add(key);
            }
            return new(new KeyValuePage(page, null));
        }
    }

    /// <inheritdoc/>
    public ValueTask<ulong> IncrementAsync(string key, ulong delta, CancellationToken cancellation)
    {
        lock (_lock)
        {
            ulong number = 0;
            if (_entries.TryGetValue(key, out (ulong, byte[] Value) entry) && !ulong.TryParse(entry.Value, NumberStyles.None, CultureInfo.InvariantCulture, out number))
                throw Errors.NotANumber(key);
            if (number > ulong.MaxValue - delta) throw Errors.NumberTooLarge(key);
            number += delta;
            Write(key, Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
            return new(number);
        }
    }

    private void Write(string key, byte[] value)
    {
        bool isKnown = _entries.TryGetValue(key, out (ulong Number, byte[] Value) old);
        long bytes = _bytes + SizeOf(key, value) - (isKnown ? SizeOf(key, old.Value) : 0);
        if (bytes > Limits.StoreBytes) throw Errors.StoreFull();
        ulong number = isKnown ? old.Number : _next++;
        if (!isKnown) _keys.Add((number, key));
        _entries[key] = (number, value);
        _bytes = bytes;
    }

    private static long SizeOf(string key, byte[] value) => Limits.KeyOverheadBytes + (2L * key.Length) + value.Length;
}
