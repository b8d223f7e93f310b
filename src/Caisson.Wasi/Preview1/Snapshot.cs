namespace Caisson.Wasi.Preview1;

/// <summary>Which of the two early versions a guest was made for. They share most of the ABI.</summary>
internal enum Snapshot
{
    /// <summary>Module <c>wasi_unstable</c>: another order of whence, smaller file statistics, larger subscriptions, no accept.</summary>
    Unstable,

    /// <summary>Module <c>wasi_snapshot_preview1</c>.</summary>
    Preview1,
}
