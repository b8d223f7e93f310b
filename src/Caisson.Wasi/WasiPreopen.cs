namespace Caisson.Wasi;

/// <summary>A directory of the host that a guest may use, with everything below it.</summary>
/// <param name="HostPath">Where it is; relative paths start in the host's current directory.</param>
/// <param name="GuestPath">What the guest calls it: <c>/</c>, <c>.</c>, <c>/data</c>.</param>
/// <param name="IsReadOnly">Whether every change is refused, as on a read-only file system.</param>
public sealed record WasiPreopen(string HostPath, string GuestPath, bool IsReadOnly = false);
