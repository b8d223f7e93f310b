using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Wasm.Binary;

namespace Caisson.Components.Binary;

/// <summary>Types of components and instances, which nest, and all others. spec: deftype</summary>
internal sealed class TypeReading(CoreTypeReading core)
{
    private int _depth;

    /// <summary>spec: deftype</summary>
    public TypeSyntax Read(ref BinaryCursor cursor)
    {
        int at = cursor.Position;
        byte code = cursor.ReadByte();
        return code switch
        {
            0x3F => ReadResourceType(ref cursor),
            0x40 => cursor.ReadFuncType(isAsync: false),
            0x43 => cursor.ReadFuncType(isAsync: true),
            0x41 => new ComponentTypeSyntax(ReadDeclarations(ref cursor, isComponent: true)),
            0x42 => new InstanceTypeSyntax(ReadDeclarations(ref cursor, isComponent: false)),
            _ => cursor.ReadDefValType(code, at),
        };
    }

    /// <summary>spec: resourcetype</summary>
    private static ResourceTypeSyntax ReadResourceType(ref BinaryCursor cursor)
    {
        Wasm.Syntax.ValType representation = cursor.ReadValType();
        int at = cursor.Position;
        byte destructor = cursor.ReadByte();
        return destructor switch
        {
            0 => new(representation, null),
            1 => new(representation, cursor.ReadU32()),
            _ => ComponentErrors.LeadingByte<ResourceTypeSyntax>(destructor, "resource destructor", at),
        };
    }

    private ImmutableArray<ComponentDefinition> ReadDeclarations(ref BinaryCursor cursor, bool isComponent)
    {
        if (++_depth > ComponentLimits.TypeDepth) ComponentErrors.NestedTooDeep("a type", ComponentLimits.TypeDepth, cursor.Position);
        int count = cursor.ReadCount(ComponentLimits.TypeDeclarations, "type declarations");
        ImmutableArray<ComponentDefinition>.Builder declarations = ImmutableArray.CreateBuilder<ComponentDefinition>(count);
        while (declarations.Count < count) declarations.Add(ReadDeclaration(ref cursor, isComponent));
        _depth--;
        return declarations.MoveToImmutable();
    }

    /// <summary>spec: componentdecl, instancedecl</summary>
    private ComponentDefinition ReadDeclaration(ref BinaryCursor cursor, bool isComponent)
    {
        int at = cursor.Position;
        byte code = cursor.ReadByte();
        return code switch
        {
            0x00 => new CoreTypeDefinition(at, core.Read(ref cursor)),
            0x01 => new TypeDefinition(at, Read(ref cursor)),
            0x02 => cursor.ReadAlias(),
            0x03 when isComponent => new ImportDefinition(at, cursor.ReadExternName(), cursor.ReadExternType()),
            0x04 => new ExportDeclaration(at, cursor.ReadExternName(), cursor.ReadExternType()),
            _ => ComponentErrors.LeadingByte<ComponentDefinition>(code, "component or instance type declaration", at),
        };
    }
}
