using System.Runtime.CompilerServices;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text;
using Caisson.Wasm.Validation;

namespace Caisson.Runtime;

/// <summary>
/// Compiles modules. Modules of one engine can be linked to each other; make one engine a process unless settings differ.
/// Safe to use from several threads.
/// </summary>
public sealed class Engine
{
    private static int s_engines;

    private readonly long _typeIdBase = (long)Interlocked.Increment(ref s_engines) << 32;
    private HeapLimit? _heap;

    /// <summary>An engine with the default settings.</summary>
    /// <exception cref="InvalidOperationException">There is no backend: reference Caisson.Compiler.</exception>
    public Engine() : this(EngineOptions.Default) { }

    /// <summary>An engine with other settings.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="InvalidOperationException">There is no backend: reference Caisson.Compiler, or set one.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="EngineOptions.MaxCompilationThreads"/> is less than 1.</exception>
    /// <exception cref="PlatformNotSupportedException">The settings ask for guard pages, and this process can't have them.</exception>
    public Engine(EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxCompilationThreads, 1, nameof(options));
        Options = options;
        Backend = options.Backend ?? DefaultBackend();
        UsesGuardPages = GuardPages.Choose(options.MemoryChecks);
    }

    /// <summary>The settings.</summary>
    public EngineOptions Options { get; }

    internal ICodeBackend Backend { get; }

    internal HeapLimit Heap => LazyInitializer.EnsureInitialized(ref _heap, () => new HeapLimit(Options.MaxHeapBytes));

    /// <summary>Whether code relies on guard pages, where a memory can have them.</summary>
    internal bool UsesGuardPages { get; }

    /// <summary>The types that objects of guests may have.</summary>
    internal ObjectTypes ObjectTypes { get; } = new();

    /// <summary>Numbers the types of all modules, so that types of different modules compare.</summary>
    internal CanonicalTypes Types => ObjectTypes.Registry;

    /// <summary>
    /// The identity of a type: its number, and the engine that gave it. References travel between engines, in tables of the host for
    /// example; a function must not pass for one of another type there.
    /// </summary>
    internal long TypeId(int number) => _typeIdBase | (uint)number;

    /// <summary>
    /// Decodes and validates a module and prepares its code. Functions are compiled when they are first called;
    /// <see cref="Module.CompileAll"/> tells before whether all of them can be. With an <see cref="EngineOptions.Cache"/> that has its code, nothing of that is needed.
    /// </summary>
    /// <param name="bytes">The binary module; must not change afterwards.</param>
    /// <returns>A module that can be instantiated any number of times.</returns>
    /// <exception cref="Wasm.MalformedException">The bytes are not a module.</exception>
    /// <exception cref="Wasm.InvalidException">The module breaks a rule of validation, or needs a feature that is not enabled.</exception>
    public Module Compile(ReadOnlyMemory<byte> bytes) => Cache is { } cache ? KeptCode.Compile(this, cache, new WasmContent(bytes), CompileNow) : CompileNow(bytes);

    /// <summary>As <see cref="Compile"/>, of a module that is decoded and validated already.</summary>
    internal Module CompileValid(ModuleSyntax valid) =>
        Cache is { } cache ? KeptCode.Compile(this, cache, new WasmContent(valid.Bytes), _ => new Module(this, valid)) : new Module(this, valid);

    private Module CompileNow(ReadOnlyMemory<byte> bytes)
    {
        ModuleSyntax syntax = ModuleDecoder.Decode(bytes, Options.Features);
        ModuleValidator.Validate(syntax, Options.Features, Options.MaxCompilationThreads);
        return new Module(this, syntax);
    }

    private CodeCache? Cache => Backend is IImageBackend ? Options.Cache : null;

    /// <summary>As <see cref="Compile"/>, away from the caller's thread.</summary>
    /// <param name="bytes">The binary module; must not change afterwards.</param>
    /// <param name="cancellation">Abandons the module before it is returned.</param>
    /// <exception cref="Wasm.MalformedException">The bytes are not a module.</exception>
    /// <exception cref="Wasm.InvalidException">The module breaks a rule of validation, or needs a feature that is not enabled.</exception>
    public Task<Module> CompileAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default) =>
        Task.Run(() => Compile(bytes), cancellation);

    /// <summary>As <see cref="Compile"/>, of a module in the text format.</summary>
    /// <param name="text">The text.</param>
    /// <returns>A module that can be instantiated any number of times.</returns>
    /// <exception cref="Wasm.MalformedException">The text is not a module; the exception tells line and column.</exception>
    /// <exception cref="Wasm.InvalidException">
    /// The module breaks a rule of validation, or needs a feature that is not enabled. The exception tells where in the binary form.
    /// </exception>
    public Module CompileText(string text) => Compile(WatParser.Parse(text));

    /// <summary>As <see cref="Compile"/>, of a module in the text format.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <returns>A module that can be instantiated any number of times.</returns>
    /// <exception cref="Wasm.MalformedException">The text is not a module; the exception tells line and column.</exception>
    /// <exception cref="Wasm.InvalidException">
    /// The module breaks a rule of validation, or needs a feature that is not enabled. The exception tells where in the binary form.
    /// </exception>
    public Module CompileText(ReadOnlySpan<byte> utf8) => Compile(WatParser.Parse(utf8));

    /// <summary>
    /// Reads and compiles a file, be it in the binary or in the text format. With an <see cref="EngineOptions.Cache"/> that has its code, a large file is never in memory as a whole.
    /// </summary>
    /// <param name="path">The file. It may change afterwards.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="Wasm.MalformedException">The file is not a module; for text, the exception tells line and column.</exception>
    /// <exception cref="Wasm.InvalidException">The module breaks a rule of validation, or needs a feature that is not enabled.</exception>
    public Module CompileFile(string path)
    {
        if (Cache is { } cache)
        {
            using WasmContent? content = WasmContent.TryOpen(path);
            if (content is not null) return KeptCode.Compile(this, cache, content, CompileNow);
        }
        byte[] bytes = File.ReadAllBytes(path);
        return WatParser.LooksLikeText(bytes) ? CompileText(bytes.AsSpan()) : Compile(bytes);
    }

    /// <summary>
    /// Loads a module from an image that <see cref="Module.SaveAsync"/> made. Nothing is validated or compiled; what is run was compiled then. An image is code:
    /// see <see cref="LoadOptions.AllowUntrusted"/>. Images with machine code stay in the process; the same image is loaded once.
    /// </summary>
    /// <param name="path">The image. While it is in use, it may be replaced or deleted, but not be written to.</param>
    /// <param name="options">Settings.</param>
    /// <returns>A module that can be instantiated any number of times.</returns>
    /// <exception cref="ImageException">The image can't be used, and nobody asked to compile instead.</exception>
    /// <exception cref="IOException">The image can't be read.</exception>
    /// <exception cref="NotSupportedException">The backend has no images.</exception>
    /// <exception cref="Wasm.InvalidException">The module was to be compiled instead, and breaks a rule of validation, or needs a feature that is not enabled.</exception>
    public Module Load(string path, LoadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= LoadOptions.Default;
        try
        {
            return OfImage(Images.Open(this, path, options));
        }
        catch (ImageException) when (options.CompileInstead)
        {
            return Compile(options.Wasm ?? Images.ReadWasm(path));
        }
    }

    /// <summary>
    /// Loads a module that is part of the program: compiled when it was built. Needs no compiler, and no system that allows code to be made. Its code checks
    /// addresses itself, whatever <see cref="EngineOptions.MemoryChecks"/> says.
    /// </summary>
    /// <param name="module">The class that the build wrote for it.</param>
    /// <returns>A module that can be instantiated any number of times.</returns>
    /// <exception cref="ImageException">It was compiled for engines of other settings, or by another version.</exception>
    public Module Load(EmbeddedModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (CodeSettings.Difference(module.Settings, CodeSettings.WithVersion(Options)) is { } difference) throw RuntimeErrors.EmbeddedMismatch(module, difference);
        return new(this, ModuleDecoder.DecodeValidated(module.Wasm, Options.Features), new EmbeddedImage(module), usesGuardPages: false);
    }

    /// <summary>Whether a file says that it is an image for <see cref="Load(string, LoadOptions?)"/>, of whatever version. False where it can't be read.</summary>
    /// <param name="path">The file.</param>
    public bool IsImage(string path) => Backend is IImageBackend images && images.IsImage(path);

    /// <summary>
    /// A name for the code that this engine makes of a module: different where anything is different that code depends on, be it the module, a setting, the
    /// version or the processor. For caches of images.
    /// </summary>
    /// <param name="wasm">The binary module.</param>
    /// <returns>Letters and digits.</returns>
    /// <exception cref="NotSupportedException">The backend has no images.</exception>
    public string ImageKey(ReadOnlySpan<byte> wasm) => Images.KeyOf(this, wasm);

    /// <summary>What the backend once wrote of this engine into its keys.</summary>
    internal string? CodeKey { get; set; }

    internal IImageBackend Images => Backend as IImageBackend ?? throw RuntimeErrors.NoImages(Backend);

    private Module OfImage(ModuleImage image) => new(this, ModuleDecoder.DecodeValidated(image.Wasm, Options.Features), image);

    /// <summary>
    /// Runtime can't reference the compiler: the arrow points the other way. So it is found by name, which trimmers understand. Where no code can be made
    /// it would be of no use.
    /// </summary>
    private static ICodeBackend DefaultBackend()
    {
        if (RuntimeFeature.IsDynamicCodeSupported && Type.GetType("Caisson.Compiler.IlBackend, Caisson.Compiler") is { } type) return (ICodeBackend)Activator.CreateInstance(type)!;
        return new EmbeddedBackend();
    }
}
