namespace Caisson.Wit.Encoding;

/// <summary>The declarations of a component type or an instance type, and how far its index spaces go. component-model: componenttype</summary>
internal sealed class DeclarationWriter
{
    private readonly ByteWriter _body = new();
    private uint _count;

    /// <summary>How many types there are.</summary>
    public uint Types { get; private set; }

    /// <summary>How many instances there are.</summary>
    public uint Instances { get; private set; }

    /// <summary>Defines a type.</summary>
    /// <returns>Its index.</returns>
    public uint Define(byte[] type)
    {
        Declaration(Opcodes.TypeDecl).Bytes(type);
        return Types++;
    }

    /// <summary>Brings a type in from the enclosing scope.</summary>
    /// <returns>Its index here.</returns>
    public uint AliasOuter(uint index)
    {
        Declaration(Opcodes.AliasDecl).Byte(Opcodes.TypeSort).Byte(0x02).U32(1).U32(index);
        return Types++;
    }

    /// <summary>Brings a type in from an instance.</summary>
    /// <returns>Its index here.</returns>
    public uint AliasExport(uint instance, string name)
    {
        Declaration(Opcodes.AliasDecl).Byte(Opcodes.TypeSort).Byte(0x00).U32(instance).Name(name);
        return Types++;
    }

    /// <summary>Imports or exports a type that is equal to another, or a resource.</summary>
    /// <returns>The index of the new type.</returns>
    public uint Type(bool isImport, ExternName name, uint? equal)
    {
        ByteWriter body = Declaration(isImport ? Opcodes.ImportDecl : Opcodes.ExportDecl).ExternName(name).Byte(Opcodes.ExternType);
        if (equal is { } index) body.Byte(0x00).U32(index);
        else body.Byte(0x01);
        return Types++;
    }

    /// <summary>Imports or exports something else.</summary>
    public void Extern(bool isImport, ExternName name, byte kind, uint type)
    {
        Declaration(isImport ? Opcodes.ImportDecl : Opcodes.ExportDecl).ExternName(name).Byte(kind).U32(type);
        if (kind == Opcodes.ExternInstance) Instances++;
    }

    /// <summary>The type that the declarations make.</summary>
    public byte[] ToType(byte opcode) => new ByteWriter().Byte(opcode).U32(_count).Bytes(_body.ToArray()).ToArray();

    private ByteWriter Declaration(byte opcode)
    {
        _count++;
        return _body.Byte(opcode);
    }
}
