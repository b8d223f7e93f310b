using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Components;

/// <summary>Between values of components and what stands for them here.</summary>
internal static class HostValues
{
    private const int CopyBytes = 64 * 1024;

    /// <summary>What a handle stands for.</summary>
    public static T Get<T>(this ComponentValue handle) where T : class => (T)handle.AsResource().HostObject!;

    /// <summary>What an option carries, or nothing.</summary>
    public static ComponentValue? AsOption(this ComponentValue option) => option.Payload;

    /// <summary>A new resource, which its receiver owns.</summary>
    public static ComponentValue New(this ComponentResourceType type, object resource) => ComponentValue.Own(type.Create(resource));

    /// <summary>A list of bytes.</summary>
    public static ComponentValue Bytes(ReadOnlySpan<byte> bytes) => ComponentValue.ListOf(bytes);

    /// <summary>An option.</summary>
    public static ComponentValue Option(string? text) => text is null ? ComponentValue.None : ComponentValue.Some(ComponentValue.String(text));

    /// <summary>A stream of what a source has, and a future that tells how it ended.</summary>
    /// <param name="source">Where the bytes come from; disposed of at the end.</param>
    /// <param name="toError">An error in the words of the interface.</param>
    /// <param name="atEnd">What the future tells of the end; null for a result without a value.</param>
    public static ComponentValue ReadVia(ByteSource source, Func<IoError, ComponentValue> toError, Func<ComponentValue>? atEnd = null)
    {
        SourceStream stream = new(source, toError, atEnd);
        return ComponentValue.Tuple(
            ComponentValue.Stream(ComponentStreams.FromStream(stream)), ComponentValue.Future(ComponentStreams.FromTask(stream.Outcome)));
    }

    /// <summary>A stream that is over already, and a future that says why.</summary>
    public static ComponentValue Unreadable(ComponentValue error) => ComponentValue.Tuple(
        ComponentValue.Stream(ComponentStreams.FromStream(Stream.Null)), ComponentValue.Future(ComponentStreams.FromTask(Task.FromResult(ComponentValue.Error(error)))));

    /// <summary>Writes what a guest's stream brings to a sink.</summary>
    /// <param name="data">The guest's stream.</param>
    /// <param name="sink">Where it goes; disposed of at the end.</param>
    /// <param name="toError">An error in the words of the interface.</param>
    /// <returns>How it ended: a result without a value.</returns>
    public static async Task<ComponentValue> WriteAsync(ComponentValue data, ByteSink sink, Func<IoError, ComponentValue> toError)
    {
        using (sink)
        {
            await using Stream stream = data.AsStream().ToStream();
            byte[] buffer = new byte[CopyBytes];
            while (await stream.ReadAsync(buffer).ConfigureAwait(false) is var count and > 0)
            {
                if (await sink.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None).ConfigureAwait(false) is { } error) return ComponentValue.Error(toError(error));
            }
            return ComponentValue.Ok();
        }
    }

    /// <summary>A future of how writing ends.</summary>
    public static ComponentValue WriteVia(ComponentValue data, ByteSink sink, Func<IoError, ComponentValue> toError) =>
        ComponentValue.Future(ComponentStreams.FromTask(WriteAsync(data, sink, toError)));

    /// <summary>A future of something that can't be written to: the guest's stream is dropped.</summary>
    public static ComponentValue Unwritable(ComponentValue data, ComponentValue error)
    {
        data.AsStream().ToStream().Dispose();
        return ComponentValue.Future(ComponentStreams.FromTask(Task.FromResult(ComponentValue.Error(error))));
    }
}
