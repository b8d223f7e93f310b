namespace Caisson.Wasi;

/// <summary>
/// A store of values by their keys, which a guest reaches by <c>wasi:keyvalue</c> when it was granted: see <see cref="WasiOptions.KeyValue"/>. Safe from any thread; what
/// has been written is read from then on. An <see cref="IOException"/> is told to the guest with its message, an <see cref="UnauthorizedAccessException"/> as
/// <c>access-denied</c>; any other exception ends the guest.
/// </summary>
public interface IKeyValueStore
{
    /// <summary>The value of a key.</summary>
    /// <param name="key">Any text.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The bytes, which nobody changes; null where there is no such key.</returns>
    ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellation);

    /// <summary>Sets the value of a key, new or not.</summary>
    /// <param name="key">Any text.</param>
    /// <param name="value">The bytes, which nobody changes.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask WriteAsync(string key, byte[] value, CancellationToken cancellation);

    /// <summary>Removes a key, if it is there.</summary>
    /// <param name="key">Any text.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask DeleteAsync(string key, CancellationToken cancellation);

    /// <summary>Whether there is a key.</summary>
    /// <param name="key">Any text.</param>
    /// <param name="cancellation">Gives up.</param>
    async ValueTask<bool> ExistsAsync(string key, CancellationToken cancellation) => await ReadAsync(key, cancellation).ConfigureAwait(false) is not null;

    /// <summary>Some of the keys, in an order of the store's.</summary>
    /// <param name="cursor">Where to go on, from the page before; null to begin.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask<KeyValuePage> ListAsync(ulong? cursor, CancellationToken cancellation);

    /// <summary>Adds to a number, while nobody else changes it; a key that isn't there counts as 0.</summary>
    /// <param name="key">Any text.</param>
    /// <param name="delta">What to add.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="IOException">The value is no number, or the sum is too large.</exception>
    ValueTask<ulong> IncrementAsync(string key, ulong delta, CancellationToken cancellation);
}

/// <summary>Some keys of a store.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Cursor">Where the next page begins; null when there are no more.</param>
public sealed record KeyValuePage(IReadOnlyList<string> Keys, ulong? Cursor);
