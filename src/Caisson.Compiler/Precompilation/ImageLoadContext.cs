using System.Reflection;
using System.Runtime.Loader;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// Where the assembly of an image lives. The CLR uses its machine code only in contexts that stay; what has none is compiled by the JIT at full optimisation
/// only in those that can be collected. The former goes to the context of Caisson itself, where what it refers to is found without anybody being asked.
/// </summary>
/// <param name="isCollectible">Whether it can be collected.</param>
internal sealed class ImageLoadContext(bool isCollectible) : AssemblyLoadContext("Caisson image", isCollectible)
{
    /// <summary>Loads the assembly of an image.</summary>
    public static Assembly Load(ImageFile image)
    {
        if (image.HasMachineCode) return Lasting().LoadFromAssemblyPath(Path.GetFullPath(image.Path));
        using UnmanagedMemoryStream assembly = image.OpenAssembly();
        Assembly loaded = new ImageLoadContext(isCollectible: true).LoadFromStream(assembly);
        GC.KeepAlive(image);
        return loaded;
    }

    /// <summary>The assemblies that this code uses, wherever the host loaded them.</summary>
    protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name switch
    {
        "Caisson.Runtime" => typeof(Function).Assembly,
        "Caisson.Wasm" => typeof(ModuleSyntax).Assembly,
        _ => null,
    };

    private static AssemblyLoadContext Lasting() =>
        GetLoadContext(typeof(Function).Assembly) is { IsCollectible: false } own ? own : new ImageLoadContext(isCollectible: false);
}
