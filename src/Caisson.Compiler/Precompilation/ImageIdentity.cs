using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// The identity of the assembly in an image: the same for all that is made of the same module, version, settings and processor. The CLR keeps a file that it has loaded
/// by its path: when a process finds another file there later, made anew, it gets the first one again, which is as good.
/// </summary>
internal static class ImageIdentity
{
    private const int GuidBytes = 16;

    /// <summary>Sets the identity of an assembly.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="key">What it is made of.</param>
    public static void Set(string path, string key)
    {
        long offset = OffsetOf(path);
        using FileStream file = File.OpenWrite(path);
        file.Position = offset;
        file.Write(Sha256.Of(Encoding.UTF8.GetBytes(key)).AsSpan(0, GuidBytes));
    }

    private static long OffsetOf(string path)
    {
        using var reader = new PEReader(File.OpenRead(path));
        MetadataReader metadata = reader.GetMetadataReader();
        int index = MetadataTokens.GetHeapOffset(metadata.GetModuleDefinition().Mvid);
        return reader.PEHeaders.MetadataStartOffset + metadata.GetHeapMetadataOffset(HeapIndex.Guid) + (long)GuidBytes * (index - 1);
    }
}
