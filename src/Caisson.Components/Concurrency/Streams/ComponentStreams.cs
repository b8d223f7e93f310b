using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Caisson.Components.Values;

namespace Caisson.Components.Concurrency;

/// <summary>
/// The host's ends of streams and futures. What a component gives can be read once, from any thread but one reader at a time; whoever has no use for it
/// disposes what reads it, so that the component learns.
/// </summary>
public static class ComponentStreams
{
    /// <summary>A <c>stream&lt;u8&gt;</c> for a component. The source is read when the component reads, and disposed when the stream is over.</summary>
    /// <param name="source">Where the bytes come from.</param>
    /// <param name="leaveOpen">Whether the source is for the caller to dispose.</param>
    public static ComponentStream FromStream(Stream source, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ByteHostStream(source, leaveOpen);
    }

    /// <summary>A <c>stream&lt;u8&gt;</c> for a component. The pipe is read when the component reads, and completed when the stream is over.</summary>
    /// <param name="source">Where the bytes come from.</param>
    public static ComponentStream FromPipe(PipeReader source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return FromStream(source.AsStream());
    }

    /// <summary>A stream for a component. Elements are asked for when the component reads; its token is cancelled when the component drops its end.</summary>
    /// <param name="source">The elements; of the stream's element type.</param>
    public static ComponentStream FromEnumerable(IAsyncEnumerable<ComponentValue> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new SequenceHostStream(source);
    }

    /// <summary>A future for a component.</summary>
    /// <param name="value">
    /// Its value; of the future's element type, or default for a future without. If the task fails, a component that reads the future traps.
    /// </param>
    public static ComponentFuture FromTask(Task<ComponentValue> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new HostFuture(value);
    }

    /// <summary>Reads a component's <c>stream&lt;u8&gt;</c>. Disposing the result drops the readable end.</summary>
    /// <param name="stream">From a component.</param>
    /// <exception cref="ArgumentException">It isn't a stream of bytes from a component.</exception>
    public static Stream ToStream(this ComponentStream stream) => new GuestByteStream(new HostReader(FromGuest(stream)));

    /// <summary>Reads a component's <c>stream&lt;u8&gt;</c>. Completing the result drops the readable end.</summary>
    /// <param name="stream">From a component.</param>
    /// <exception cref="ArgumentException">It isn't a stream of bytes from a component.</exception>
    public static PipeReader ToPipe(this ComponentStream stream) => PipeReader.Create(stream.ToStream());

    /// <summary>Reads a component's stream. Ending the enumeration drops the readable end.</summary>
    /// <param name="stream">From a component.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async IAsyncEnumerable<ComponentValue> ToEnumerable(this ComponentStream stream, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var reader = new HostReader(FromGuest(stream));
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false) is { Length: > 0 } elements)
            foreach (ComponentValue element in elements) yield return element;
    }

    /// <summary>Reads a component's future.</summary>
    /// <param name="future">From a component.</param>
    /// <param name="cancellation">Ends the wait, and drops the readable end.</param>
    /// <returns>Its value; default for a future without.</returns>
    /// <exception cref="InvalidOperationException">The component is gone and will never write it.</exception>
    public static async Task<ComponentValue> ToTask(this ComponentFuture future, CancellationToken cancellation = default)
    {
        if (future is HostFuture own) return await own.Value.WaitAsync(cancellation).ConfigureAwait(false);
        var shared = (SharedFuture)future;
        ElementType element = shared.Element;
        byte[] bytes = new byte[element.NumberSize];
        var destination = bytes.Length > 0 ? new HostDestination(bytes, bytes.Length) : new HostDestination(1);
        shared.Store.BeginHostWork();
        CopyResult result;
        try
        {
            result = await shared.Store.Read(shared.Read, shared, destination, cancellation).ConfigureAwait(false);
        }
        finally
        {
            shared.Store.Post(shared.Drop);
            shared.Store.EndHostWork();
        }
        if (result == CopyResult.Cancelled) throw new OperationCanceledException(cancellation);
        if (result == CopyResult.Dropped) throw StreamErrors.NoValue();
        return bytes.Length > 0 ? NumberElements.ToValues(element, bytes)[0] : destination.Elements.FirstOrDefault();
    }

    private static SharedStream FromGuest(ComponentStream stream) =>
        stream as SharedStream ?? throw new ArgumentException("this stream comes from the host itself", nameof(stream));
}
