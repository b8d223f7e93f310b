namespace Caisson.Wit.Encoding;

/// <summary>The bytes that begin something. component-model: Binary.md</summary>
internal static class Opcodes
{
    public const byte CustomSection = 0, TypeSection = 7, ExportSection = 11;

    public const byte Record = 0x72, Variant = 0x71, List = 0x70, Tuple = 0x6f, Flags = 0x6e, Enum = 0x6d, Option = 0x6b, Result = 0x6a, Own = 0x69,
        Borrow = 0x68, FixedList = 0x67, Stream = 0x66, Future = 0x65, Map = 0x63;

    public const byte Func = 0x40, AsyncFunc = 0x43, Component = 0x41, Instance = 0x42;

    // component-model: componentdecl, instancedecl
    public const byte TypeDecl = 0x01, AliasDecl = 0x02, ImportDecl = 0x03, ExportDecl = 0x04;

    // component-model: sort, externtype
    public const byte TypeSort = 0x03, ExternFunc = 0x01, ExternType = 0x03, ExternComponent = 0x04, ExternInstance = 0x05;

    /// <summary>What a component begins with: magic, version and layer. component-model: preamble</summary>
    public static byte[] Preamble => [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00];

    /// <summary>The name of the section with documentation and gates, as other tools have it.</summary>
    public const string PackageDocs = "package-docs";
}
