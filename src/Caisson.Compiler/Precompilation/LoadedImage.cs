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
    private static readonly ConcurrentDictionary<Hash128, Lazy<LoadedImage>> Pinned = new();

    private LoadedImage(ImageFile file, WasmContent? wanted)
    {
        if (file.Problem(wanted) is { } problem) throw problem;
        Assembly = ImageLoadContext.Load(file);

        // Somebody may have replaced the file since it was checked.
        if (Assembly.ManifestModule.ModuleVersionId != file.Manifest.Mvid) throw PrecompilationErrors.Damaged(file.Path);
        (Manifest, HasMachineCode) = (file.Manifest, file.HasMachineCode);
        Wasm = HasMachineCode ? file.Wasm : file.Wasm.ToArray();
        Memory = HasMachineCode ? file.SavedMemory : null;
    }

    public Assembly Assembly { get; }

    public ImageManifest Manifest { get; }

    public bool HasMachineCode { get; }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Wasm { get; }

    /// <inheritdoc/>
    internal override SavedMemory? Memory { get; }

    /// <summary>Opens an image.</summary>
    /// <exception cref="ImageException">It can't be used.</exception>
    public static LoadedImage Open(Engine engine, string path, LoadOptions options)
    {
        if (!options.AllowUntrusted && ImageTrust.Objection(path) is { } objection) throw PrecompilationErrors.Untrusted(path, objection);
        ImageFile file = ImageFile.Open(path);
        if (ImageKey.Difference(file.Manifest.Key, ImageKey.Of(engine)) is not { } difference) return Load(file, options.Content ?? (options.Wasm is { } wasm ? new WasmContent(wasm) : null));
        file.Close();
        throw PrecompilationErrors.Mismatch(path, difference);
    }

    /// <summary>Loads an image that fits. The file stays mapped as long as its machine code does, and is closed otherwise.</summary>
    /// <exception cref="ImageException">It is damaged, or made of another module.</exception>
    public static LoadedImage Load(ImageFile file, WasmContent? wanted = null)
    {
        bool stays = false;
        LoadedImage image;
        try
        {
            if (!file.HasMachineCode) return new LoadedImage(file, wanted);
            image = Pinned.GetOrAdd(file.Hash, static (_, load) => new Lazy<LoadedImage>(load), () =>
            {
                var loaded = new LoadedImage(file, wanted);
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
            if (stays) file.CloseFile();
            else file.Close();
        }

        // One that was loaded before was compared with what was wanted then.
        return stays || wanted is null || wanted.Is(image.Wasm.Span) ? image : throw PrecompilationErrors.OtherModule(file.Path);
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
