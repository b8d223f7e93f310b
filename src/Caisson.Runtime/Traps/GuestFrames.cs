using System.Diagnostics;

namespace Caisson.Runtime;

/// <summary>Finds wasm functions in stack traces. Safe from any thread.</summary>
internal static class GuestFrames
{
    /// <summary>How the backend finds one of those that it made.</summary>
    public static Func<StackFrame, WasmFrame?>? Reader { get; set; }

    /// <summary>The wasm functions in the stack trace of an exception, innermost first.</summary>
    public static IReadOnlyList<WasmFrame> Of(Exception exception) =>
        [.. new StackTrace(exception).GetFrames().Select(frame => Reader?.Invoke(frame) ?? EmbeddedModule.FrameOf(frame)).OfType<WasmFrame>()];
}
