namespace Caisson.Runtime;

/// <summary>A backend whose code can be kept in files, which are called images. Implementations are safe to use from several threads.</summary>
public interface IImageBackend : ICodeBackend
{
    /// <summary>Compiles all functions of a module into an image, which appears at once and complete, or not at all.</summary>
    /// <param name="module">The module.</param>
    /// <param name="path">Where to; what is there is replaced.</param>
    /// <param name="options">What the image shall have.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="NotSupportedException">The module has something that can't be kept in a file.</exception>
    /// <exception cref="IOException">The image can't be written.</exception>
    Task<SavedImage> SaveAsync(Module module, string path, SaveOptions options, CancellationToken cancellation);

    /// <summary>Opens an image, after looking whether it is whole and made for this engine, processor and version. Runs nothing of it.</summary>
    /// <param name="engine">The engine that asks.</param>
    /// <param name="path">The image.</param>
    /// <param name="options">Whom to trust, among others.</param>
    /// <exception cref="ImageException">It can't be used: why.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    ModuleImage Open(Engine engine, string path, LoadOptions options);

    /// <summary>The wasm module that an image was made of, whether or not its code can be used here.</summary>
    /// <param name="path">The image.</param>
    /// <exception cref="ImageException">It is no image, or the module in it is damaged.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    byte[] ReadWasm(string path);

    /// <summary>Whether a file says that it is an image, of whatever version. False where it can't be read.</summary>
    /// <param name="path">The file.</param>
    bool IsImage(string path);

    /// <summary>
    /// Tells the code that an engine makes of a module from all other: a short name, of letters and digits, of everything that code depends on.
    /// </summary>
    /// <param name="engine">The engine.</param>
    /// <param name="wasm">The binary module.</param>
    string KeyOf(Engine engine, ReadOnlySpan<byte> wasm);

    /// <summary>Whether images get machine code: the tool that makes it is there. The same as long as the process lives.</summary>
    bool MakesMachineCode { get; }

    /// <summary>Begins, in the background, to make what a cache lacks, unless that is under way. Ends with the process, and fails nobody.</summary>
    /// <param name="cache">The cache.</param>
    void StartFilling(CodeCache cache);
}
