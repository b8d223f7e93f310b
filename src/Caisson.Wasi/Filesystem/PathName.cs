namespace Caisson.Wasi.Filesystem;

/// <summary>Bytes of a path with the zero that the system wants after them. The bytes hold no other zero.</summary>
internal readonly struct PathName
{
    private readonly byte[] _terminated;

    private PathName(byte[] terminated) => _terminated = terminated;

    /// <summary>The empty name: with it, calls act on the descriptor itself.</summary>
    public static PathName Empty { get; } = new([0]);

    /// <summary>The name of a directory within itself.</summary>
    public static PathName Self { get; } = new([(byte)'.', 0]);

    /// <summary>The bytes and the zero.</summary>
    public ReadOnlySpan<byte> Terminated => _terminated;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _terminated.AsSpan(0, _terminated.Length - 1);

    /// <summary>Copies bytes and terminates them.</summary>
    public static PathName Of(ReadOnlySpan<byte> bytes)
    {
        byte[] terminated = new byte[bytes.Length + 1];
        bytes.CopyTo(terminated);
        return new PathName(terminated);
    }
}
