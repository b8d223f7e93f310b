using System.Reflection;
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
        if (ImageKey.Difference(file.Manifest.Key, ImageKey.Of(engine)) is not { } difference)
            return Load(file, options.Content ?? (options.Wasm is { } wasm ? new WasmContent(wasm) : null), options.Check);
        file.Close();
        throw PrecompilationErrors.Mismatch(path, difference);
    }

    /// <summary>Loads an image that fits. The file stays mapped as long as its machine code does, and is closed otherwise.</summary>
    /// <exception cref="ImageException">It is damaged, or made of another module.</exception>
    public static LoadedImage Load(ImageFile file, WasmContent? wanted = null, ContentCheck? check = null)
    {
        LoadedImage? loaded = null;
        try
        {
            if (!file.HasMachineCode) return LoadIntact(file, wanted, check);
            string hash = file.Hash.ToString();
            LoadedImage? pinned;
            lock (Pinned) Pinned.TryGetValue(hash, out pinned);
            if (pinned is null)
            {
                if (file.Problem(wanted, check) is { } problem) throw problem;
                lock (Pinned)
                {
                    if (!Pinned.TryGetValue(hash, out pinned))
                    {
                        Pinned.Add(hash, loaded = new LoadedImage(file));
                        return loaded;
                    }
                }
            }

            // One that was loaded before was compared with what was wanted then.
            return wanted is null || wanted.Is(pinned.Wasm.Span) ? pinned : throw PrecompilationErrors.OtherModule(file.Path);
        }
        finally
        {
            if (loaded is null) file.Close();
            else file.CloseFile();
        }
    }

    /// <inheritdoc/>
    public override CompiledCode Bind(ModuleSyntax module, TypeIds types, ContextLayout layout)
    {
        EmittedAssembly.Remember(Assembly, module);
        if (HasMachineCode) ImageBoundaries.Offer(Assembly.ManifestModule, Manifest, module);
        for (int i = 0; i < Manifest.LayoutCount; i++) Adopt(Manifest.LayoutAt(i), types);
        return new ImageCode(this, module.CountOfFunctions - module.ImportCounts.Functions);
    }

    private void Adopt(LayoutToken its, TypeIds types) =>
        types.ObjectTypeOf(new TypeIdx((uint)its.Type)).Adopt(Assembly.ManifestModule.ResolveType(its.Token), StructClasses.LayoutOf);

    private static LoadedImage LoadIntact(ImageFile file, WasmContent? wanted, ContentCheck? check) => file.Problem(wanted, check) is { } problem ? throw problem : new LoadedImage(file);
}
