using Caisson.Wasi.Io;

namespace Caisson.Wasi.Preview1;

/// <summary>An entry of the table during a call: its target stays open until this is disposed.</summary>
/// <param name="entry">The entry, or null when there is none.</param>
internal readonly ref struct Borrowed(DescriptorEntry? entry)
{
    /// <summary>The entry; only after success.</summary>
    public DescriptorEntry Entry => entry!;

    /// <summary>What is open; only after success.</summary>
    public Descriptor Target => entry!.Target;

    public void Dispose() => entry?.Target.Release();
}
