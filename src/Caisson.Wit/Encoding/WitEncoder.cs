using Caisson.Wit.Model;

namespace Caisson.Wit.Encoding;

/// <summary>
/// Packages as component binaries: each interface and world becomes a type that is exported. Documentation and gates stand in a custom
/// section that other tools read too. Thread-safe. component-model: Package Format
/// </summary>
public static class WitEncoder
{
    /// <summary>Encodes a package. Of those that it depends on, it has what its interfaces and worlds mention.</summary>
    /// <param name="package">The package.</param>
    /// <exception cref="ArgumentException">Something in it is in no package, so that it has no full name.</exception>
    public static byte[] Encode(WitPackage package)
    {
        if (package is null) throw new ArgumentNullException(nameof(package));
        var component = new ByteWriter().Bytes(Opcodes.Preamble);
        uint types = 0;
        foreach (WitInterface item in package.Interfaces) Export(component, ref types, item.Name!, ComponentTypeWriter.OfInterface(item));
        foreach (WitWorld item in package.Worlds) Export(component, ref types, item.Name, ComponentTypeWriter.OfWorld(item));
        byte[] docs = new ByteWriter().Name(Opcodes.PackageDocs).Bytes(PackageDocsWriter.Write(package)).ToArray();
        return component.Byte(Opcodes.CustomSection).Sized(docs).ToArray();
    }

    private static void Export(ByteWriter component, ref uint types, string name, byte[] type)
    {
        component.Byte(Opcodes.TypeSection).Sized(new ByteWriter().U32(1).Bytes(type).ToArray());
        byte[] export = new ByteWriter().U32(1).ExternName(new ExternName(name)).Byte(Opcodes.TypeSort).U32(types).Byte(0x00).ToArray();
        component.Byte(Opcodes.ExportSection).Sized(export);
        // The export is a type of its own.
        types += 2;
    }
}
