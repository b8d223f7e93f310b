using System.Collections.Immutable;
using System.Text;

namespace Caisson.Runtime;

/// <summary>
/// An exception of wasm, thrown by a guest or by a host function, on its way to whoever catches its <see cref="Tag"/>: a guest, or
/// the host. It is also what an <c>exnref</c> refers to. Immutable, but for the stack trace that each throw begins anew.
/// spec: syntax-exninst
/// </summary>
public sealed class WasmException : Exception
{
    private readonly Value[] _payload;

    /// <summary>An exception of a host function's, to be thrown into the guest that called it.</summary>
    /// <param name="tag">What guests catch it by.</param>
    /// <param name="payload">One value for each parameter of the tag's type.</param>
    /// <exception cref="ArgumentException">Number or kinds of the values don't fit the tag's type.</exception>
    public WasmException(Tag tag, params ReadOnlySpan<Value> payload)
    {
        ArgumentNullException.ThrowIfNull(tag);
        if (payload.Length != tag.Type.Parameters.Length) throw RuntimeErrors.WrongPayload(tag.Type, payload.Length);
        (Tag, _payload) = (tag, new Value[payload.Length]);
        for (int i = 0; i < payload.Length; i++) _payload[i] = tag.Signature.Parameters[i].Enter(payload[i]);
    }

    /// <summary>An exception of a guest's: validation has checked the payload, which belongs to the exception from now on.</summary>
    internal WasmException(Tag tag, Value[] payload) => (Tag, _payload) = (tag, payload);

    /// <summary>What it is caught by: the tag itself counts, not its type or name.</summary>
    public Tag Tag { get; }

    /// <summary>One value for each parameter of the tag's type.</summary>
    public ImmutableArray<Value> Payload => [.. Tag.Signature.Parameters.Zip(_payload, static (type, value) => type.Leave(value))];

    /// <summary>
    /// The wasm functions that it passed since it was last thrown, innermost first; functions that the JIT inlined are missing. Once
    /// the host has caught it, these are all functions that were active below the host.
    /// </summary>
    public IReadOnlyList<WasmFrame> Frames => GuestFrames.Of(this);

    /// <summary>The tag and the payload, for people.</summary>
    public override string Message => $"uncaught wasm exception: {Describe()}";

    /// <summary>The message and the wasm frames, then the .NET stack trace.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(typeof(WasmException).FullName).Append(": ").Append(Message).AppendLine();
        foreach (WasmFrame frame in Frames) text.Append("   wasm ").Append(frame).AppendLine();
        return text.Append(StackTrace).ToString();
    }

    internal ref readonly Value ItemAt(int index) => ref _payload[index];

    private string Describe()
    {
        string tag = Tag.Name is { } name ? $"tag {name}" : "tag";
        return _payload.Length == 0 ? tag : $"{tag} ({string.Join(", ", Payload)})";
    }
}
