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

    private LoadedImage(ImageFile file)
    {
        if (!file.IsIntact()) throw PrecompilationErrors.Damaged(file.Path);
        Assembly = ImageLoadContext.Load(file);

        // Somebody may have replaced the file since it was checked.
        if (Assembly.ManifestModule.ModuleVersionId != file.Manifest.Mvid) throw PrecompilationErrors.Damaged(file.Path);
        (Manifest, HasMachineCode) = (file.Manifest, file.HasMachineCode);
        Wasm = HasMachineCode ? file.Wasm : file.Wasm.ToArray();
    }

    public Assembly Assembly { get; }

    public ImageManifest Manifest { get; }

    public bool HasMachineCode { get; }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Wasm { get; }

    /// <summary>Opens an image.</summary>
    /// <exception cref="ImageException">It can't be used.</exception>
    public static LoadedImage Open(Engine engine, string path, LoadOptions options)
    {
        if (!options.AllowUntrusted && ImageTrust.Objection(path) is { } objection) throw PrecompilationErrors.Untrusted(path, objection);
        ImageFile file = ImageFile.Open(path);
        string? wasm = options.Wasm is { } wanted ? ImageKey.OfWasm(wanted.Span) : null;
        string? difference = ImageKey.Difference(file.Manifest.Key, ImageKey.Of(engine), wasm);
        if (difference is null && options.Key is { } key && ImageKey.NameOf(file.Manifest.Key) != key) difference = "its key is another";
        if (difference is null) return Load(file);
        file.Close();
        throw PrecompilationErrors.Mismatch(path, difference);
    }

    /// <summary>Loads an image that fits. The file stays mapped as long as its machine code does, and is closed otherwise.</summary>
    /// <exception cref="ImageException">It is damaged.</exception>
    public static LoadedImage Load(ImageFile file)
    {
        bool stays = false;
        try
        {
            if (!file.HasMachineCode) return new LoadedImage(file);
            return Pinned.GetOrAdd(file.Hash, static (_, load) => new Lazy<LoadedImage>(load), () =>
            {
                var loaded = new LoadedImage(file);
                stays = true;
                return loaded;
            }).Value;
        }
        catch (Exception)
        {
            Pinned.TryRemove(file.Hash, out _);
            throw;
        }
        finally
        {
            if (!stays) file.Close();
        }
    }

    /// <inheritdoc/>
    public override CompiledCode Bind(ModuleSyntax module, TypeIds types, ContextLayout layout)
    {
        EmittedAssembly.Remember(Assembly, module);
        if (HasMachineCode) ImageBoundaries.Offer(Assembly.ManifestModule, Manifest.Boundary, module);
        foreach (LayoutToken token in Manifest.Layouts) types.ObjectTypeOf(new TypeIdx((uint)token.Type)).Adopt(Assembly.ManifestModule.ResolveType(token.Token), StructClasses.LayoutOf);
        return new ImageCode(this, module.Functions.Length - module.ImportCounts.Functions);
    }
}
