using System.Collections.Concurrent;
using System.Reflection;
using Caisson.Compiler.Emit;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Precompilation;

/// <summary>An image whose assembly is in the process. Those with machine code stay, and are loaded once. Thread-safe.</summary>
internal sealed class LoadedImage : ModuleImage
{
    /// <summary>By checksum: what is asked for is what was checked before, wherever it lies now.</summary>
    private static readonly ConcurrentDictionary<ImageChecksum, Lazy<LoadedImage>> Pinned = new();

    private readonly ImageFile _file;

    private LoadedImage(ImageFile file)
    {
        if (!file.IsIntact()) throw PrecompilationErrors.Damaged(file.Path);
        Assembly = ImageLoadContext.Load(file);

        // Somebody may have replaced the file since it was checked.
        if (Assembly.ManifestModule.ModuleVersionId != file.Manifest.Mvid) throw PrecompilationErrors.Damaged(file.Path);
        _file = file;
    }

    public Assembly Assembly { get; }

    public ImageManifest Manifest => _file.Manifest;

    public bool HasMachineCode => _file.HasMachineCode;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Wasm => _file.Wasm;

    /// <summary>Opens an image.</summary>
    /// <exception cref="ImageException">It can't be used.</exception>
    public static LoadedImage Open(Engine engine, string path, LoadOptions options)
    {
        if (!options.AllowUntrusted && ImageTrust.Objection(path) is { } objection) throw PrecompilationErrors.Untrusted(path, objection);
        ImageFile file = ImageFile.Open(path);
        string? wasm = options.Wasm is { } wanted ? ImageKey.OfWasm(wanted.Span) : null;
        if (ImageKey.Difference(file.Manifest.Key, ImageKey.Of(engine), wasm) is { } difference) throw PrecompilationErrors.Mismatch(path, difference);
        if (options.Key is { } key && ImageKey.NameOf(file.Manifest.Key) != key) throw PrecompilationErrors.Mismatch(path, "its key is another");
        return Load(file);
    }

    /// <summary>Loads an image that fits.</summary>
    /// <exception cref="ImageException">It is damaged.</exception>
    public static LoadedImage Load(ImageFile file)
    {
        if (!file.HasMachineCode) return new LoadedImage(file);
        Lazy<LoadedImage> pinned = Pinned.GetOrAdd(file.Hash, static (_, file) => new Lazy<LoadedImage>(() => new LoadedImage(file)), file);
        try
        {
            return pinned.Value;
        }
        catch (Exception)
        {
            Pinned.TryRemove(KeyValuePair.Create(file.Hash, pinned));
            throw;
        }
    }

    /// <inheritdoc/>
    public override CompiledCode Bind(ModuleSyntax module, TypeIds types, ContextLayout layout)
    {
        EmittedAssembly.Remember(Assembly, module);
        if (HasMachineCode) ImageBoundaries.Offer(Assembly.ManifestModule, Manifest.Boundary, module);
        foreach (LayoutToken token in Manifest.Layouts) types.ObjectTypeOf(new TypeIdx((uint)token.Type)).Adopt(Assembly.ManifestModule.ResolveType(token.Token), StructLayouts.Of);
        return new ImageCode(this, module.Functions.Length - module.ImportCounts.Functions);
    }
}
