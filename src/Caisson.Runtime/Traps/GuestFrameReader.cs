namespace Caisson.Runtime;

/// <summary>What a backend knows of the code that it made. Safe from any thread.</summary>
internal abstract class GuestFrameReader
{
    /// <summary>The wasm functions in the stack trace of an exception, innermost first.</summary>
    public abstract IReadOnlyList<WasmFrame> FramesOf(Exception exception);

    /// <summary>Whether an exception was raised by an instruction of guest code.</summary>
    public abstract bool Raised(Exception exception);
}
