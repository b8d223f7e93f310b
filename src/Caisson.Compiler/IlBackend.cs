using System.Collections.Immutable;
using System.Text;
using Caisson.Compiler.Emit;
using Caisson.Compiler.Precompilation;
using Caisson.Compiler.Splitting;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler;

/// <summary>
/// Compiles to CLR IL and leaves the machine code to the runtime's own JIT. Emitted code is collectible and fully optimised from
/// its first call. Safe to use from several threads.
/// </summary>
public sealed class IlBackend : IImageBackend
{
    private readonly Dictionary<FuncType, Invoker> _invokers = new(FuncTypeComparer.Instance);

    // Made when something must be emitted: a process that runs images never loads Reflection.Emit.
    private HostThunks? _thunks;
    private StructLayouts? _layouts;

    static IlBackend() => GuestFrames.Reader = new EmittedFrames();

    /// <inheritdoc/>
    public string Name => "CLR IL";

    /// <summary>How large functions may become before they are split.</summary>
    internal JitLimits Limits { get => field ?? JitLimits.Default; init; }

    /// <inheritdoc/>
    public CompiledCode Compile(ModuleSyntax module, TypeIds types, ContextLayout layout, EngineOptions options) =>
        new CompiledModule(module, types, layout, options, Limits);

    /// <inheritdoc/>
    public nint GetHostThunk(Type delegateType, FuncType type) => ImageBoundaries.HostThunk(delegateType, type) is not 0 and var address ? address : LazyInitializer.EnsureInitialized(ref _thunks).Get(delegateType, type);

    /// <inheritdoc/>
    public StructLayout GetStructLayout(StructLayout? parent, ImmutableArray<StorageKind> fields) => LazyInitializer.EnsureInitialized(ref _layouts).Get(parent, fields);

    /// <inheritdoc/>
    public Invoker GetInvoker(FuncType type)
    {
        lock (_invokers)
        {
            if (!_invokers.TryGetValue(type, out Invoker? known)) _invokers.Add(type, known = ImageBoundaries.Invoker(type) ?? Invokers.Create(type));
            return known;
        }
    }

    /// <inheritdoc/>
    public Delegate CreateDelegate(Type delegateType, Function function) => ImageBoundaries.Delegate(delegateType, function) ?? TypedDelegates.Create(delegateType, function);

    /// <inheritdoc/>
    public Delegate CreateDelegate(Type delegateType, PooledFunction function) => TypedDelegates.Create(delegateType, function);

    /// <inheritdoc/>
    public Task<SavedImage> SaveAsync(Module module, string path, SaveOptions options, CancellationToken cancellation) =>
        ImageWriter.SaveAsync(module, path, options, Limits, cancellation);

    /// <inheritdoc/>
    public ModuleImage Open(Engine engine, string path, LoadOptions options) => LoadedImage.Open(engine, path, options);

    /// <inheritdoc/>
    public byte[] ReadWasm(string path)
    {
        ImageFile file = ImageFile.Open(path);
        byte[] wasm = file.Wasm.ToArray();
        file.Close();
        return file.Manifest.Key.EndsWith(Encoding.UTF8.GetBytes(ImageKey.OfWasm(wasm))) ? wasm : throw PrecompilationErrors.Damaged(path);
    }

    /// <inheritdoc/>
    public bool IsImage(string path) => ImageFile.Is(path);

    /// <inheritdoc/>
    public string KeyOf(Engine engine, ReadOnlySpan<byte> wasm) => ImageKey.NameOf(ImageKey.Of(engine) + '\n' + ImageKey.OfWasm(wasm));

    /// <inheritdoc/>
    public bool MakesMachineCode => MachineCodeTool.IsThere;

    /// <inheritdoc/>
    public void StartFilling(CodeCache cache) => BackgroundFilling.Start(cache);

    /// <summary>Looked for once, when somebody asks.</summary>
    private static class MachineCodeTool
    {
        public static readonly bool IsThere = ReadyToRunCompiler.Find(out _) is not null;
    }
}
