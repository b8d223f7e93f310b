using System.Reflection;
using System.Text;
using Caisson.Compiler.Emit;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Precompilation;

/// <summary>An image whose assembly is in the process. Those with machine code stay, and are loaded once. Thread-safe.</summary>
internal sealed class LoadedImage : ModuleImage
{
    /// <summary>Those that stay, by checksum: what is asked for is what was checked before, wherever it lies now.</summary>
    private static readonly Dictionary<string, LoadedImage> Pinned = [];

    private LoadedImage(ImageFile file)
    {
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
        if (Difference(file.Manifest, engine, options) is not { } difference) return Load(file);
        file.Close();
        throw PrecompilationErrors.Mismatch(path, difference);
    }

    /// <summary>Loads an image that fits. The file stays mapped as long as its machine code does, and is closed otherwise.</summary>
    /// <exception cref="ImageException">It is damaged.</exception>
    public static LoadedImage Load(ImageFile file)
    {
        LoadedImage? loaded = null;
        try
        {
            if (!file.HasMachineCode) return LoadIntact(file);
            string hash = file.Hash.ToString();
            lock (Pinned)
                if (Pinned.TryGetValue(hash, out LoadedImage? pinned)) return pinned;
            if (!file.IsIntact()) throw PrecompilationErrors.Damaged(file.Path);
            lock (Pinned)
            {
                if (Pinned.TryGetValue(hash, out LoadedImage? meanwhile)) return meanwhile;
                Pinned.Add(hash, loaded = new LoadedImage(file));
                return loaded;
            }
        }
        finally
        {
            if (loaded is null) file.Close();
        }
    }

    /// <inheritdoc/>
    public override CompiledCode Bind(ModuleSyntax module, TypeIds types, ContextLayout layout)
    {
        EmittedAssembly.Remember(Assembly, module);
        if (HasMachineCode) ImageBoundaries.Offer(Assembly.ManifestModule, Manifest, module);
        for (int i = 0; i < Manifest.LayoutCount; i++) Adopt(Manifest.LayoutAt(i), types);
        return new ImageCode(this, module.Functions.Length - module.ImportCounts.Functions);
    }

    private void Adopt(LayoutToken its, TypeIds types) =>
        types.ObjectTypeOf(new TypeIdx((uint)its.Type)).Adopt(Assembly.ManifestModule.ResolveType(its.Token), StructClasses.LayoutOf);

    private static LoadedImage LoadIntact(ImageFile file) => file.IsIntact() ? new LoadedImage(file) : throw PrecompilationErrors.Damaged(file.Path);

    /// <summary>Why an image doesn't fit; null when it does.</summary>
    private static string? Difference(ImageManifest manifest, Engine engine, LoadOptions options)
    {
        if (options.Key is { } key) return ImageKey.NameOf(manifest.Key) == key ? null : "its key is another";
        string? wasm = options.Wasm is { } wanted ? ImageKey.OfWasm(wanted.Span) : null;
        return ImageKey.Difference(Encoding.UTF8.GetString(manifest.Key), ImageKey.Of(engine), wasm);
    }
}
