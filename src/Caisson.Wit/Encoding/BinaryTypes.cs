using Caisson.Wit.Model;

namespace Caisson.Wit.Encoding;

/// <summary>A type as it is encoded. component-model: deftype</summary>
internal abstract record BinaryType(int Offset);

/// <summary>component-model: defvaltype</summary>
internal sealed record BinaryValueType(int Offset, byte Opcode, IReadOnlyList<BinaryMember> Members, uint Number = 0) : BinaryType(Offset);

/// <summary>component-model: functype</summary>
internal sealed record BinaryFunctionType(int Offset, bool IsAsync, IReadOnlyList<BinaryMember> Parameters, TypeReference? Result) : BinaryType(Offset);

/// <summary>component-model: componenttype, instancetype</summary>
internal sealed record BinaryScopeType(int Offset, bool IsComponent, IReadOnlyList<Declaration> Declarations) : BinaryType(Offset);

/// <summary>A part with or without name and type. component-model: labelvaltype, case, valtype</summary>
internal readonly record struct BinaryMember(string Name, TypeReference? Type);

/// <summary>component-model: valtype</summary>
internal readonly record struct TypeReference(WitPrimitive? Primitive, uint Index, int Offset);

/// <summary>component-model: componentdecl, instancedecl</summary>
internal abstract record Declaration(int Offset);

/// <summary>A type is defined.</summary>
internal sealed record TypeDeclaration(int Offset, BinaryType Type) : Declaration(Offset);

/// <summary>A type of an enclosing scope.</summary>
internal sealed record OuterAlias(int Offset, uint Count, uint Index) : Declaration(Offset);

/// <summary>A type that an instance exports.</summary>
internal sealed record ExportAlias(int Offset, uint Instance, string Name) : Declaration(Offset);

/// <summary>component-model: importdecl, exportdecl; the index is null for a resource.</summary>
internal sealed record ExternDeclaration(int Offset, bool IsImport, ExternName Name, byte Kind, uint? Index) : Declaration(Offset);
