using System.Diagnostics;

namespace Caisson.Runtime;

/// <summary>Finds wasm functions in stack traces. Safe from any thread.</summary>
internal static class GuestFrames
{
    /// <summary>The backend's; null where there is none that makes code.</summary>
    public static IGuestFrameReader? Reader { get; set; }

    /// <summary>The wasm functions in the stack trace of an exception, innermost first.</summary>
    public static IReadOnlyList<WasmFrame> Of(Exception exception) => Reader?.FramesOf(exception) ?? Of(exception, _ => null);

    /// <summary>As the other one.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="read">Finds those of functions that aren't part of the program.</param>
    public static IReadOnlyList<WasmFrame> Of(Exception exception, Func<StackFrame, WasmFrame?> read) =>
        [.. new StackTrace(exception).GetFrames().Select(frame => read(frame) ?? EmbeddedModule.FrameOf(frame)).OfType<WasmFrame>()];
}
