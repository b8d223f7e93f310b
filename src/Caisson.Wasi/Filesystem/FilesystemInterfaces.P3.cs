using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Wasi.Components;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Filesystem;

/// <summary>What only 0.3 has: streams of the component model.</summary>
internal static partial class FilesystemInterfaces
{
    private static void DefineP3(ComponentLinkerInstance types) => types
        .DefineFunction("[method]descriptor.read-via-stream", (_, a) =>
            a[0].Get<GuestDescriptor>().OpenSource(a[1].AsUInt64(), out ByteSource? source) is not Errno.Success and var errno
                ? HostValues.Unreadable(P3.Error(errno))
                : HostValues.ReadVia(source!, ToError))
        .DefineFunction("[method]descriptor.write-via-stream", (_, a) => WriteVia(a[0].Get<GuestDescriptor>(), a[1], a[2].AsUInt64()))
        .DefineFunction("[method]descriptor.append-via-stream", (_, a) => WriteVia(a[0].Get<GuestDescriptor>(), a[1], null))
        .DefineFunction("[method]descriptor.read-directory", (_, a) => ReadDirectory(a[0].Get<GuestDescriptor>()));

    private static ComponentValue WriteVia(GuestDescriptor descriptor, ComponentValue data, ulong? offset) =>
        descriptor.OpenSink(offset, out ByteSink? sink) is not Errno.Success and var errno
            ? HostValues.Unwritable(data, P3.Error(errno))
            : HostValues.WriteVia(data, sink!, ToError);

    private static ComponentValue ReadDirectory(GuestDescriptor descriptor)
    {
        Entries entries = new(new DirectoryReader(descriptor.Share()));
        return ComponentValue.Tuple(
            ComponentValue.Stream(ComponentStreams.FromEnumerable(entries)), ComponentValue.Future(ComponentStreams.FromTask(entries.Outcome)));
    }

    private static ComponentValue ToError(IoError error) => P3.Error(error.Errno ?? Errno.Io);

    /// <summary>The entries of a directory, and how reading them ended: also when nobody wants them all.</summary>
    /// <param name="reader">Reads them; disposed of at the end.</param>
    private sealed class Entries(DirectoryReader reader) : IAsyncEnumerable<ComponentValue>, IAsyncEnumerator<ComponentValue>
    {
        private readonly TaskCompletionSource<ComponentValue> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ComponentValue> Outcome => _outcome.Task;

        public ComponentValue Current { get; private set; }

        public IAsyncEnumerator<ComponentValue> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync()
        {
            Errno errno = reader.Read(out (FileType, string)? entry);
            if (entry is { } found) Current = P3.Entry(found);
            else _ = _outcome.TrySetResult(P3.Answer(errno));
            return ValueTask.FromResult(entry is not null);
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            _ = _outcome.TrySetResult(ComponentValue.Ok());
            return default;
        }
    }
}
