using System.Reflection;
using System.Runtime.Loader;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// Where the assembly of one image lives. The CLR uses its machine code only in contexts that stay; what has none is compiled by the JIT at full optimisation
/// only in those that can be collected.
/// </summary>
internal sealed class ImageLoadContext(bool isCollectible) : AssemblyLoadContext("Caisson image", isCollectible)
{
    private static readonly Assembly[] Own = [typeof(Function).Assembly, typeof(ModuleSyntax).Assembly];

    /// <summary>Loads the assembly of an image.</summary>
    public static Assembly Load(ImageFile image)
    {
        if (image.HasMachineCode) return new ImageLoadContext(isCollectible: false).LoadFromAssemblyPath(Path.GetFullPath(image.Path));
        using UnmanagedMemoryStream assembly = image.OpenAssembly();
        return new ImageLoadContext(isCollectible: true).LoadFromStream(assembly);
    }

    /// <summary>The assemblies that this code uses, wherever the host loaded them.</summary>
    protected override Assembly? Load(AssemblyName assemblyName) => Array.Find(Own, own => own.GetName().Name == assemblyName.Name);
}
