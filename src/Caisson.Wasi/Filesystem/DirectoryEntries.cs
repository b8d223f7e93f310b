using System.Buffers.Binary;
using Caisson.Wasi.Interop;

namespace Caisson.Wasi.Filesystem;

/// <summary>
/// The entries of an open directory, a buffer at a time. Cookies are the file system's own positions. The position is only moved
/// when a reader doesn't go on where it was, so that a guest can remove what it has just read without missing what follows.
/// Calls take turns.
/// </summary>
/// <param name="handle">The directory.</param>
internal sealed unsafe class DirectoryEntries(FileHandle handle)
{
    // struct linux_dirent64: inode, position behind it, size of the record, type, name ended by a zero.
    private const int NextOffset = 8, SizeOffset = 16, TypeOffset = 18, NameOffset = 19;

    // No file system uses it: positions are not negative.
    private const ulong Nowhere = ulong.MaxValue;

    private readonly Lock _turn = new();
    private byte[] _buffer = [];
    private int _length;
    private ulong _start, _end;

    /// <summary>Gives entries to a sink until it has enough or there are no more.</summary>
    /// <param name="cookie">Zero for the start, or what came with the entry before the first one wanted.</param>
    /// <param name="sink">Receives them.</param>
    public Errno Read<TSink>(ulong cookie, ref TSink sink) where TSink : IDirectorySink, allows ref struct
    {
        lock (_turn)
        {
            if (_buffer.Length == 0) _buffer = new byte[Limits.DirectoryBuffer];
            Errno errno = Find(cookie, out int offset);
            while (errno == Errno.Success)
            {
                if (offset == _length)
                {
                    errno = Fill();
                    if (errno != Errno.Success || _length == 0) return errno;
                    offset = 0;
                }
                DirectoryEntry entry = Parse(offset);
                offset += RecordSize(offset);
                if (!sink.Add(entry)) return Errno.Success;
            }
            return errno;
        }
    }

    /// <summary>Where in the buffer the entry behind a cookie is; the directory's position is moved when it is elsewhere.</summary>
    private Errno Find(ulong cookie, out int offset)
    {
        offset = _length;
        if (cookie != 0 && cookie == _end) return Errno.Success;
        if (cookie != 0 && cookie == _start && _length > 0)
        {
            offset = 0;
            return Errno.Success;
        }
        for (int at = 0; cookie != 0 && at < _length; at += RecordSize(at))
        {
            if (NextOf(at) != cookie) continue;
            offset = at + RecordSize(at);
            return Errno.Success;
        }
        offset = _length = 0;
        Errno errno = NativeErrno.Of((nint)Libc.Seek(handle, unchecked((long)cookie), (int)SeekOrigin.Begin));
        _start = _end = errno == Errno.Success ? cookie : Nowhere;
        return errno;
    }

    private Errno Fill()
    {
        nint length;
        fixed (byte* buffer = _buffer) length = Libc.GetDirectoryEntries(handle, buffer, (nuint)_buffer.Length);
        Errno errno = NativeErrno.Of(length);
        _length = errno == Errno.Success ? (int)length : 0;
        _start = _end;
        for (int at = 0; at < _length; at += RecordSize(at)) _end = NextOf(at);
        // A directory that was removed while it is open has no entries.
        return errno == Errno.NoEntry ? Errno.Success : errno;
    }

    private DirectoryEntry Parse(int offset)
    {
        ReadOnlySpan<byte> record = _buffer.AsSpan(offset, RecordSize(offset));
        ReadOnlySpan<byte> name = record[NameOffset..];
        name = name[..name.IndexOf((byte)0)];
        ulong inode = BinaryPrimitives.ReadUInt64LittleEndian(record);
        return new DirectoryEntry
        {
            Next = NextOf(offset),
            Inode = name.SequenceEqual(".."u8) ? 0 : inode,
            Type = TypeOf(record[TypeOffset], name),
            Name = name,
        };
    }

    private FileType TypeOf(byte type, ReadOnlySpan<byte> name) => type switch
    {
        0 => FileStat.Of(handle, PathName.Of(name), out FileStat stat) == Errno.Success ? stat.Type : FileType.Unknown,
        2 => FileType.CharacterDevice,
        4 => FileType.Directory,
        6 => FileType.BlockDevice,
        8 => FileType.RegularFile,
        10 => FileType.SymbolicLink,
        12 => FileType.SocketStream,
        _ => FileType.Unknown,
    };

    private ulong NextOf(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(_buffer.AsSpan(offset + NextOffset));

    private int RecordSize(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(_buffer.AsSpan(offset + SizeOffset));
}
