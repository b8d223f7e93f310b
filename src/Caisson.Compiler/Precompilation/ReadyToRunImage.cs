using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Caisson.Compiler.Precompilation;

/// <summary>Tells whether a file is what crossgen2 makes of an assembly.</summary>
internal static class ReadyToRunImage
{
    /// <summary>"RTR" and a zero, at the start of the header.</summary>
    private const uint Signature = 0x0052_5452;

    /// <summary>What is wrong with an image; null when nothing is.</summary>
    /// <param name="image">The file with machine code.</param>
    /// <param name="assembly">The file it was made from.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static string? Problem(string image, string assembly)
    {
        try
        {
            using var made = new PEReader(File.OpenRead(image));
            if (made.PEHeaders.CorHeader is not { ManagedNativeHeaderDirectory: { Size: > 4 } header }) return "it has no machine code";
            if (made.GetSectionData(header.RelativeVirtualAddress).GetReader().ReadUInt32() != Signature) return "its header isn't that of ReadyToRun";
            return Identity(made) == Identity(assembly) ? null : "it was made of another assembly";
        }
        catch (BadImageFormatException malformed)
        {
            return malformed.Message;
        }
    }

    private static Guid Identity(string path)
    {
        using var reader = new PEReader(File.OpenRead(path));
        return Identity(reader);
    }

    private static Guid Identity(PEReader reader)
    {
        MetadataReader metadata = reader.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
