namespace Caisson.Wit.Encoding;

/// <summary>The sections of a component that is a package. component-model: component</summary>
internal sealed class ComponentSections
{
    private readonly List<BinaryType> _types = [];
    private readonly List<(string Name, BinaryScopeType Type)> _exports = [];

    /// <summary>The types that are exported, each an interface or a world.</summary>
    public IReadOnlyList<(string Name, BinaryScopeType Type)> Exports => _exports;

    /// <summary>Documentation and gates.</summary>
    public DocsNode Docs { get; private set; }

    /// <summary>Whether bytes begin as a component does.</summary>
    public static bool IsComponent(byte[] bytes) => bytes.Length >= 8 && Opcodes.Preamble.SequenceEqual(bytes.Take(8));

    /// <summary>Whether no section is of another kind than a package has; damage counts as none.</summary>
    public static bool HasTypesOnly(byte[] bytes)
    {
        try
        {
            var reader = new ByteReader(bytes, 8, bytes.Length);
            while (!reader.AtEnd)
            {
                if (!IsOfPackage(reader.Byte())) return false;
                reader.Sized();
            }
        }
        catch (WitException)
        {
            // Decoding says what is damaged.
        }

        return true;
    }

    private static bool IsOfPackage(byte section) => section is Opcodes.CustomSection or Opcodes.TypeSection or Opcodes.ExportSection;

    /// <summary>Reads all sections.</summary>
    public static ComponentSections Read(byte[] bytes)
    {
        if (!IsComponent(bytes)) throw DecodeErrors.NoComponent();
        if (bytes.Length > Limits.BinaryLength) throw DecodeErrors.TooLong();
        var sections = new ComponentSections();
        var reader = new ByteReader(bytes, 8, bytes.Length);
        while (!reader.AtEnd)
        {
            int at = reader.Offset;
            byte id = reader.Byte();
            sections.Section(at, id, reader.Sized());
        }

        return sections;
    }

    private void Section(int at, byte id, ByteReader body)
    {
        switch (id)
        {
            case Opcodes.CustomSection:
                if (body.Name() == Opcodes.PackageDocs) Docs = PackageDocsReader.Read(body);
                return;
            case Opcodes.TypeSection:
                var types = new TypeParser(body);
                for (int count = body.Count(); count > 0; count--) _types.Add(types.Type());
                break;
            case Opcodes.ExportSection:
                for (int count = body.Count(); count > 0; count--) Export(body);
                break;
            default:
                throw DecodeErrors.RealComponent(at);
        }

        if (!body.AtEnd) throw DecodeErrors.Malformed(body.Offset, "what follows the end of a section");
    }

    // component-model: export
    private void Export(ByteReader body)
    {
        int at = body.Offset;
        string name = body.ExternName().Name;
        if (body.Byte() != Opcodes.TypeSort) throw DecodeErrors.RealComponent(at);
        uint index = body.U32();
        if (index >= (uint)_types.Count) throw DecodeErrors.Unknown(at, "type", index);
        if (body.Byte() != 0x00) throw DecodeErrors.Malformed(at, "an export with a type of its own");
        if (_types[(int)index] is not BinaryScopeType { IsComponent: true } type) throw DecodeErrors.Malformed(at, "an export of another type than a component's");
        _exports.Add((name, type));
        // The export is a type of its own.
        _types.Add(type);
    }
}
