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

    /// <summary>The state of the entry that was compared with the module.</summary>
    public FileState? Entry => _known?.Entry;

    /// <summary>The state of an entry that is about to be compared; null when that would tell nothing new, or not for long.</summary>
    public FileState? StateToRemember(string entry) =>
        _state is not null && FileState.Of(entry) is { IsSettled: true } state && !state.Equals(Entry) ? state : null;

    /// <summary>Remembers that an entry is the module's, if neither has changed while they were compared.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="state">Its state before.</param>
    public void Remember(string entry, FileState state)
    {
        if (_state is not null && _state.Equals(Wasm.State) && state.Equals(FileState.Of(entry))) _cache.KeepChecked(_state, new CheckedContent(Fingerprint, state));
    }
}
