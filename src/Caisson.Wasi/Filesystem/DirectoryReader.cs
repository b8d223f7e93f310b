using System.Text;

namespace Caisson.Wasi.Filesystem;

/// <summary>
/// Reads a directory entry by entry, without those for itself and its parent. Names that aren't text are left out: no interface of components can say them.
/// </summary>
/// <param name="directory">The directory; disposed of with this.</param>
internal sealed class DirectoryReader(GuestDescriptor directory) : IDisposable
{
    private readonly Queue<(FileType Type, string Name)> _read = new();
    private ulong _cookie;
    private bool _isOver;

    /// <summary>The next entry; null at the end.</summary>
    public Errno Read(out (FileType Type, string Name)? entry)
    {
        entry = null;
        while (_read.Count == 0 && !_isOver)
        {
            Sink sink = new(_read, _cookie);
            Errno errno = directory.ReadEntries(_cookie, ref sink);
            if (errno != Errno.Success) return errno;
            _isOver = sink.Seen == 0;
            _cookie = sink.Cookie;
        }
        if (_read.TryDequeue(out (FileType, string) next)) entry = next;
        return Errno.Success;
    }

    /// <inheritdoc/>
    public void Dispose() => directory.Dispose();

    private struct Sink(Queue<(FileType Type, string Name)> read, ulong cookie) : IDirectorySink
    {
        private const int AtOnce = 64;

        public int Seen { get; private set; }

        public ulong Cookie { get; private set; } = cookie;

        public bool Add(in DirectoryEntry entry)
        {
            Seen++;
            Cookie = entry.Next;
            if (!entry.Name.SequenceEqual("."u8) && !entry.Name.SequenceEqual(".."u8) && System.Text.Unicode.Utf8.IsValid(entry.Name))
                read.Enqueue((entry.Type, Encoding.UTF8.GetString(entry.Name)));
            return Seen < AtOnce;
        }
    }
}
