using System.Text;

namespace Caisson.Runtime;

/// <summary>
/// A wasm computation was aborted: by the instruction that it executed, or by a limit that the embedder set. wasm code cannot
/// catch it; the instance stays usable. Immutable once it has left the engine.
/// spec: trap
/// </summary>
public sealed class TrapException : Exception
{
    private readonly NullReferenceException? _fault;
    private readonly string? _text;

    /// <summary>A trap.</summary>
    /// <param name="kind">Why.</param>
    public TrapException(TrapKind kind)
        : base(TrapErrors.Text(kind)) => Kind = kind;

    /// <summary>A trap that says more than its kind.</summary>
    /// <param name="kind">Why.</param>
    /// <param name="text">The message, and what <see cref="WasmText"/> says.</param>
    public TrapException(TrapKind kind, string text)
        : base(text) => (Kind, _text) = (kind, text);

    /// <summary>A trap of one of a guest's threads, which ended them all.</summary>
    /// <param name="thread">The thread's name, for people.</param>
    /// <param name="trap">The trap; becomes the inner exception, and lends its frames.</param>
    public TrapException(string thread, TrapException trap)
        : base($"{trap?.Message} in {thread}", trap)
    {
        ArgumentNullException.ThrowIfNull(trap);
        Kind = trap.Kind;
        _text = trap._text;
        Frames = trap.Frames;
    }

    /// <summary>A trap that the processor raised.</summary>
    /// <param name="kind">Why.</param>
    /// <param name="fault">What the runtime made of it; knows the functions that were active.</param>
    internal TrapException(TrapKind kind, NullReferenceException fault)
        : this(kind) => _fault = fault;

    /// <summary>Why the computation stopped.</summary>
    public TrapKind Kind { get; }

    /// <summary>The specification's text, as in <c>assert_trap</c>.</summary>
    public string WasmText => _text ?? TrapErrors.Text(Kind);

    /// <summary>
    /// The wasm functions that were active when it was thrown, innermost first; functions that the JIT inlined are missing.
    /// Complete once the exception was caught.
    /// </summary>
    public IReadOnlyList<WasmFrame> Frames
    {
        get => field ??= [.. FramesOf(_fault), .. FramesOf(this)];
        private init;
    }

    private static IReadOnlyList<WasmFrame> FramesOf(Exception? exception) => exception is null ? [] : GuestFrames.Of(exception);

    /// <summary>The message and the wasm frames, then the .NET stack trace.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(typeof(TrapException).FullName).Append(": ").Append(Message).AppendLine();
        foreach (WasmFrame frame in Frames) text.Append("   wasm ").Append(frame).AppendLine();
        return text.Append(StackTrace).ToString();
    }
}
