using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Wasi.Components;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Filesystem;

/// <summary>What only 0.2 has: streams of wasi:io, and reads and writes without one.</summary>
internal static partial class FilesystemInterfaces
{
    private static readonly ComponentResourceType EntryStreamType = new("directory-entry-stream");

    private static void DefineP2(ComponentLinkerInstance types, CancellationToken ended) => types
        .DefineResource("directory-entry-stream", EntryStreamType)
        .DefineResource("input-stream", IoInterfaces.InputStreamType)
        .DefineResource("output-stream", IoInterfaces.OutputStreamType)
        .DefineResource("error", IoInterfaces.ErrorType)
        .DefineFunction("[method]descriptor.read-via-stream", (_, a) =>
            a[0].Get<GuestDescriptor>().OpenSource(a[1].AsUInt64(), out ByteSource? source) is not Errno.Success and var errno
                ? ComponentValue.Error(P2.Error(errno))
                : ComponentValue.Ok(IoInterfaces.InputStreamType.New(new InputStream(source!, ended))))
        .DefineFunction("[method]descriptor.write-via-stream", (_, a) => Output(a[0].Get<GuestDescriptor>(), a[1].AsUInt64(), ended))
        .DefineFunction("[method]descriptor.append-via-stream", (_, a) => Output(a[0].Get<GuestDescriptor>(), null, ended))
        .DefineFunction("[method]descriptor.read", (_, a) => Read(a[0].Get<GuestDescriptor>(), a[1].AsUInt64(), a[2].AsUInt64()))
        .DefineFunction("[method]descriptor.write", (_, a) =>
            P2.Answer(a[0].Get<GuestDescriptor>().Write(a[1].AsSpan<byte>(), a[2].AsUInt64(), out int count), ComponentValue.U64((ulong)count)))
        .DefineFunction("[method]descriptor.read-directory", (_, a) => a[0].Get<GuestDescriptor>().Type != FileType.Directory
            ? ComponentValue.Error(P2.Error(Errno.NotDirectory))
            : ComponentValue.Ok(EntryStreamType.New(new DirectoryReader(a[0].Get<GuestDescriptor>().Share()))))
        .DefineFunction("[method]directory-entry-stream.read-directory-entry", (_, a) =>
        {
            Errno errno = a[0].Get<DirectoryReader>().Read(out (FileType, string)? entry);
            return P2.Answer(errno, entry is { } found ? ComponentValue.Some(P2.Entry(found)) : ComponentValue.None);
        })
        .DefineFunction("filesystem-error-code", (_, a) =>
            a[0].Get<IoError>().Errno is { } errno ? ComponentValue.Some(P2.Error(errno)) : ComponentValue.None);

    private static ComponentValue Output(GuestDescriptor descriptor, ulong? offset, CancellationToken ended) =>
        descriptor.OpenSink(offset, out ByteSink? sink) is not Errno.Success and var errno
            ? ComponentValue.Error(P2.Error(errno))
            : ComponentValue.Ok(IoInterfaces.OutputStreamType.New(new OutputStream(sink!, ended)));

    private static ComponentValue Read(GuestDescriptor descriptor, ulong length, ulong offset)
    {
        byte[] bytes = new byte[(int)Math.Min(length, Limits.ReadBytes)];
        Errno errno = descriptor.Read(bytes, offset, out int count);
        bool isEnd = count == 0 && length > 0;
        return P2.Answer(errno, ComponentValue.Tuple(HostValues.Bytes(bytes.AsSpan(0, count)), ComponentValue.Bool(isEnd)));
    }
}
