using System.Collections.Immutable;
using Caisson.Compiler;
using Caisson.Compiler.Precompilation;
using Caisson.Compiler.Splitting;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Cli.Tests.Wast;

/// <summary>
/// Makes an image of each module, and takes the code from there. Where the folder has what <c>crossgen2 --single-file-compilation --out-near-input</c> made of the
/// module's assembly in an earlier run, that is what is loaded, with its machine code.
/// </summary>
internal sealed class ImageBackend(string folder) : ICodeBackend
{
    private readonly IlBackend _usual = new();
    private int _loaded, _withMachineCode;

    /// <summary>Where images go: what the variable says, where machine code is made between two runs, else a folder of this run.</summary>
    public static ImageBackend Default { get; } =
        new(Environment.GetEnvironmentVariable("CAISSON_TEST_IMAGES") ?? Directory.CreateTempSubdirectory("caisson-images").FullName);

    /// <summary>How many images were loaded, and how many of them had machine code.</summary>
    public (int All, int WithMachineCode) Loaded => (_loaded, _withMachineCode);

    /// <inheritdoc/>
    public string Name => "images";

    /// <inheritdoc/>
    public CompiledCode Compile(ModuleSyntax module, TypeIds types, ContextLayout layout, EngineOptions options)
    {
        // The same name for the same code, so that machine code is found again.
        string key = ImageKey.NameOf($"{options.Features}{layout.HasAnyGuardPages}{options.Interruption}{options.Fuel is null}{options.MaxArrayBytes}{ImageKey.OfWasm(module.Bytes.Span)}");
        string path = Path.Combine(folder, $"{key}.dll"), compiled = Path.Combine(folder, $"{key}.ni.dll"), image = Path.Combine(folder, $"{Guid.NewGuid():N}.image");
        var emitter = new ImageEmitter(module, types, layout, options, JitLimits.Default);
        using (var assembly = new MemoryStream())
        {
            emitter.Emit(assembly, default);
            if (!File.Exists(compiled)) File.WriteAllBytes(path, assembly.ToArray());
        }
        bool hasMachineCode = File.Exists(compiled);
        File.Copy(hasMachineCode ? compiled : path, image);
        ImageWriter.Complete(image, emitter, "test", hasMachineCode);
        LoadedImage loaded = LoadedImage.Load(ImageFile.Open(image));
        Interlocked.Increment(ref _loaded);
        if (hasMachineCode) Interlocked.Increment(ref _withMachineCode);
        CompiledCode code = loaded.Bind(module, types, layout);
        File.Delete(image);
        return code;
    }

    /// <inheritdoc/>
    public nint GetHostThunk(Type delegateType, FuncType type) => _usual.GetHostThunk(delegateType, type);

    /// <inheritdoc/>
    public StructLayout GetStructLayout(StructLayout? parent, ImmutableArray<StorageKind> fields) => _usual.GetStructLayout(parent, fields);

    /// <inheritdoc/>
    public Invoker GetInvoker(FuncType type) => _usual.GetInvoker(type);

    /// <inheritdoc/>
    public Delegate CreateDelegate(Type delegateType, Function function) => _usual.CreateDelegate(delegateType, function);

    /// <inheritdoc/>
    public Delegate CreateDelegate(Type delegateType, PooledFunction function) => _usual.CreateDelegate(delegateType, function);
}
