namespace Caisson.Runtime;

/// <summary>Settings of <see cref="Engine.Load(string, LoadOptions?)"/>. Immutable; change a copy with <c>with</c>.</summary>
public sealed record LoadOptions
{
    /// <summary>The defaults.</summary>
    public static readonly LoadOptions Default = new();

    /// <summary>
    /// Whether to load an image that other users could have written. Images are code, which runs without a sandbox: whoever writes one can do what this process
    /// can. Default false: the file and its folder must belong to this user or the system's, and be writable for nobody else; where the
    /// system can't tell, the image is refused.
    /// </summary>
    public bool AllowUntrusted { get; init; }

    /// <summary>
    /// Whether an image whose code can't be used here is compiled again, from the wasm module in it, as <see cref="Engine.Compile"/> does; that is safe whoever
    /// wrote it. Default false: <see cref="ImageException"/>.
    /// </summary>
    public bool CompileInstead { get; init; }

    /// <summary>What the image must be made of; null, the default, for anything.</summary>
    public ReadOnlyMemory<byte>? Wasm { get; init; }

    /// <summary>As <see cref="Wasm"/>, of what may be in a file.</summary>
    internal WasmContent? Content { get; init; }

    /// <summary>Knows whether the image was found to be made of <see cref="Content"/> before, and is told when it is read and found so now.</summary>
    internal ContentCheck? Check { get; init; }
}
