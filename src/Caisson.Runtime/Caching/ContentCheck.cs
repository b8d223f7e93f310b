namespace Caisson.Runtime;

/// <summary>
/// Finds out whether a module's entry is whole and made of it, which means to read both from beginning to end; or that it was found out before, and that neither file has changed since. For one thread.
/// </summary>
internal sealed class ContentCheck
{
    private readonly CodeCache _cache;

    /// <summary>Of the module's file, before anything of it was read; null where there is nothing to remember.</summary>
    private readonly FileState? _state;
    private readonly CheckedContent? _known;

    /// <summary>Looks what is known.</summary>
    /// <param name="cache">Where.</param>
    /// <param name="wasm">The module.</param>
    public ContentCheck(CodeCache cache, WasmContent wasm)
    {
        (_cache, Wasm) = (cache, wasm);
        if (wasm.Length >= CheckedContent.LeastLength && wasm.State is { IsSettled: true } state) (_state, _known) = (state, cache.FindChecked(state));
        Fingerprint = _known?.Fingerprint ?? wasm.Fingerprint();
    }

    /// <summary>The module.</summary>
    public WasmContent Wasm { get; }

    /// <summary>See <see cref="WasmContent.Fingerprint"/>.</summary>
    public Hash128 Fingerprint { get; }

    /// <summary>Whether an entry in this state was compared with the module.</summary>
    public bool Knows(FileState? entry) => entry is not null && entry.Equals(_known?.Entry);

    /// <summary>Whether it is worth remembering that an entry, which is read from now on, is the module's: not where a change wouldn't show.</summary>
    public bool Remembers(FileState? entry) => _state is not null && entry is { IsSettled: true };

    /// <summary>Remembers that an entry was read and is the module's, if the module hasn't changed meanwhile.</summary>
    /// <param name="entry">The state of the entry, the same before and after.</param>
    public void Remember(FileState entry)
    {
        if (_state is not null && _state.Equals(Wasm.State)) _cache.KeepChecked(_state, new CheckedContent(Fingerprint, entry));
    }
}
