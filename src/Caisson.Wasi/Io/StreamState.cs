namespace Caisson.Wasi.Io;

/// <summary>How an operation on a stream of 0.2 ended. wasi:io/streams: stream-error</summary>
internal enum StreamState
{
    /// <summary>It did what it could, which may be nothing yet.</summary>
    Open,

    /// <summary>It failed; later operations find it closed.</summary>
    Failed,

    /// <summary>Nothing more can be read or written.</summary>
    Closed,
}
