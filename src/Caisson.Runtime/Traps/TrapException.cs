using System.Text;

namespace Caisson.Runtime;

/// <summary>
/// A wasm computation was aborted: by the instruction that it executed, or by a limit that the embedder set. wasm code cannot
/// catch it; the instance stays usable. Immutable once it has left the engine.
/// spec: trap
/// </summary>
/// <param name="kind">Why.</param>
public sealed class TrapException(TrapKind kind) : Exception(TrapErrors.Text(kind))
{
    /// <summary>Why the computation stopped.</summary>
    public TrapKind Kind { get; } = kind;

    /// <summary>The specification's text for <see cref="Kind"/>, as in <c>assert_trap</c>.</summary>
    public string WasmText => TrapErrors.Text(Kind);

    /// <summary>
    /// The wasm functions that were active when it was thrown, innermost first; functions that the JIT inlined are missing.
    /// Complete once the exception was caught.
    /// </summary>
    public IReadOnlyList<WasmFrame> Frames => field ??= FrameReader?.Invoke(this) ?? [];

    /// <summary>How the backend finds wasm functions in a stack trace.</summary>
    internal static Func<Exception, IReadOnlyList<WasmFrame>>? FrameReader { get; set; }

    /// <summary>The message and the wasm frames, then the .NET stack trace.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(typeof(TrapException).FullName).Append(": ").Append(Message).AppendLine();
        foreach (WasmFrame frame in Frames) text.Append("   wasm ").Append(frame).AppendLine();
        return text.Append(StackTrace).ToString();
    }
}
