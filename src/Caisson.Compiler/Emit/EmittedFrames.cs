using Caisson.Runtime;

namespace Caisson.Compiler.Emit;

/// <summary>Finds the way back from what this compiler made to wasm. Safe from any thread.</summary>
internal sealed class EmittedFrames : IGuestFrameReader
{
    /// <inheritdoc/>
    public IReadOnlyList<WasmFrame> FramesOf(Exception exception) => GuestFrames.Of(exception, EmittedAssembly.FrameOf);

    /// <inheritdoc/>
    public bool Raised(Exception exception) => EmittedAssembly.Raised(exception);
}
