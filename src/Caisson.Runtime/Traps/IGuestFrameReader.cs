namespace Caisson.Runtime;

/// <summary>What a backend knows of the code that it made. Safe from any thread.</summary>
internal interface IGuestFrameReader
{
    /// <summary>The wasm functions in the stack trace of an exception, innermost first.</summary>
    IReadOnlyList<WasmFrame> FramesOf(Exception exception);

    /// <summary>Whether an exception was raised by an instruction of guest code.</summary>
    bool Raised(Exception exception);
}
