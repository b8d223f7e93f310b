using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Binary;

/// <summary>Core types and the types of core modules. One reader serves a whole component. spec: core:deftype</summary>
internal sealed class CoreTypeReading(Features features)
{
    private const byte NonFinalPrefix = 0x00, ModuleType = 0x50, Rec = 0x4E;
    private readonly ModuleBuilder _types = new(features);

    /// <summary>spec: core:deftype</summary>
    public CoreTypeSyntax Read(ref BinaryCursor cursor)
    {
        byte first = cursor.Peek();
        if (first == ModuleType) return ReadModuleType(ref cursor);
        if (first == NonFinalPrefix)
        {
            // The code of a type that others may extend is that of a module type, but for this.
            cursor.Skip(1);
            byte sub = cursor.Peek();
            if (sub != ModuleType) ComponentErrors.LeadingByte<CoreTypeSyntax>(sub, "non-final sub type", cursor.Position);
        }
        return ReadRecType(ref cursor);
    }

    /// <summary>spec: core:rectype</summary>
    private CoreRecTypeSyntax ReadRecType(ref BinaryCursor cursor)
    {
        bool isGroup = cursor.Peek() == Rec;
        try
        {
            TypeSectionDecoder.DecodeRecType(ref cursor, _types);
        }
        catch (MalformedException e) when (e.Message.StartsWith(BinaryErrors.DefinitionTypeText, StringComparison.Ordinal))
        {
            ComponentErrors.CoreType(e);
        }
        return new(_types.Types.Take(), isGroup);
    }

    /// <summary>spec: core:moduletype</summary>
    private CoreModuleTypeSyntax ReadModuleType(ref BinaryCursor cursor)
    {
        cursor.Skip(1);
        int count = cursor.ReadCount(ComponentLimits.ModuleTypeDeclarations, "module type declarations");
        ImmutableArray<ComponentDefinition>.Builder declarations = ImmutableArray.CreateBuilder<ComponentDefinition>(count);
        while (declarations.Count < count) declarations.Add(ReadDeclaration(ref cursor));
        return new(declarations.MoveToImmutable());
    }

    /// <summary>spec: core:moduledecl</summary>
    private ComponentDefinition ReadDeclaration(ref BinaryCursor cursor)
    {
        int at = cursor.Position;
        byte code = cursor.ReadByte();
        return code switch
        {
            0x00 => new CoreImportDeclaration(at, cursor.ReadName(), cursor.ReadName(), ReadExternType(ref cursor)),
            0x01 => new CoreTypeDefinition(at, ReadRecType(ref cursor)),
            0x02 => ReadAlias(ref cursor),
            0x03 => new CoreExportDeclaration(at, cursor.ReadName(), ReadExternType(ref cursor)),
            _ => ComponentErrors.LeadingByte<ComponentDefinition>(code, "type definition", at),
        };
    }

    /// <summary>spec: core:alias</summary>
    private static OuterAliasDefinition ReadAlias(ref BinaryCursor cursor)
    {
        int at = cursor.Position;
        byte sort = cursor.ReadByte();
        if (sort != SortReading.CoreTypeSort) ComponentErrors.LeadingByte<Sort>(sort, "outer alias kind", at);
        byte target = cursor.ReadByte();
        if (target != 0x01) ComponentErrors.LeadingByte<Sort>(target, "outer alias target", at + 1);
        return new(at, Sort.CoreType, cursor.ReadU32(), cursor.ReadU32());
    }

    /// <summary>spec: core:externtype</summary>
    private CoreExternTypeSyntax ReadExternType(ref BinaryCursor cursor)
    {
        int at = cursor.Position;
        byte kind = cursor.ReadByte();
        return (ExternKind)kind switch
        {
            ExternKind.Func => new CoreIndexedSyntax(ExternKind.Func, new(cursor.ReadU32())),
            ExternKind.Table => new CoreTableSyntax(cursor.ReadTableType(features)),
            ExternKind.Mem => new CoreMemorySyntax(cursor.ReadMemType(features)),
            ExternKind.Global => new CoreGlobalSyntax(cursor.ReadGlobalType()),
            ExternKind.Tag => new CoreIndexedSyntax(ExternKind.Tag, cursor.ReadTagType().Type),
            _ => ComponentErrors.LeadingByte<CoreExternTypeSyntax>(kind, "external kind", at),
        };
    }
}
