using System.Collections.Immutable;
using System.Diagnostics;
using Caisson.Components.Syntax;
using Caisson.Components.Text.Encode;
using Caisson.Components.Types;
using Caisson.Runtime;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Components.Composition;

// Definitions of types. spec: deftype, defvaltype
internal sealed partial class TypeScope
{
    /// <summary>Defines a type; its index.</summary>
    public uint Define(IDefType type)
    {
        ByteWriter target = new();
        switch (type)
        {
            case ComponentValType value: Write(value, target); break;
            case ComponentFuncType func: Write(func, target); break;
            case InstanceType instance:
                target.Byte(0x42);
                target.Bytes(Declarations([], instance.Exports));
                break;
            case ComponentType component:
                target.Byte(0x41);
                target.Bytes(Declarations(component.Imports, component.Exports));
                break;
            default: throw new UnreachableException();
        }
        uint index = Add(ComponentSection.Type, Sort.Type, target);
        // What gets a name is known by it; what hasn't one needn't be defined again.
        if (type is ListType or TupleType or OptionType or ResultType or MapType or OwnType or BorrowType or StreamType or FutureType) Know(type, At(index));
        return index;
    }

    private byte[] Declarations(ImmutableArray<ExternDecl> imports, ImmutableArray<ExternDecl> exports)
    {
        DeclarationWriter declarations = new(coreTypeCode: 0x00);
        TypeScope scope = new(this, declarations, origins);
        foreach (ExternDecl declaration in imports.AddRange(exports)) scope.Own(declaration.Type);
        foreach (ExternDecl import in imports) scope.Declare(ComponentSection.Import, import);
        foreach (ExternDecl export in exports) scope.Declare(ComponentSection.Export, export);
        return declarations.ToArray();
    }

    private void Write(ComponentFuncType func, ByteWriter target)
    {
        target.Byte(func.IsAsync ? (byte)0x43 : (byte)0x40);
        target.Unsigned((ulong)func.Parameters.Length);
        foreach (ParameterType parameter in func.Parameters) Labeled(parameter.Label, parameter.Type, target);
        target.Bytes(func.Result is null ? [0x01, 0x00] : [0x00]);
        if (func.Result is { } result) Mention(result, target);
    }

    private void Write(ComponentValType type, ByteWriter target)
    {
        switch (type)
        {
            case PrimType prim: target.Byte(Code(prim.Kind)); break;
            case RecordType record:
                Begin(0x72, record.Fields.Length, target);
                foreach (FieldType field in record.Fields) Labeled(field.Label, field.Type, target);
                break;
            case VariantType variant:
                Begin(0x71, variant.Cases.Length, target);
                foreach (CaseType @case in variant.Cases)
                {
                    target.Name(@case.Label);
                    Optional(@case.Type, target);
                    target.Byte(0x00);
                }
                break;
            case ListType { Length: { } length } list:
                Of(0x67, list.Element, target);
                target.Unsigned(length);
                break;
            case ListType list: Of(0x70, list.Element, target); break;
            case TupleType tuple:
                Begin(0x6F, tuple.Elements.Length, target);
                foreach (ComponentValType element in tuple.Elements) Mention(element, target);
                break;
            case FlagsType flags: Labels(0x6E, flags.Labels, target); break;
            case EnumType @enum: Labels(0x6D, @enum.Labels, target); break;
            case OptionType option: Of(0x6B, option.Some, target); break;
            case ResultType result:
                target.Byte(0x6A);
                Optional(result.Ok, target);
                Optional(result.Error, target);
                break;
            case MapType map:
                Of(0x63, map.Key, target);
                Mention(map.Value, target);
                break;
            case OwnType own: Handle(0x69, own.Resource, target); break;
            case BorrowType borrow: Handle(0x68, borrow.Resource, target); break;
            case StreamType stream: OfOptional(0x66, stream.Element, target); break;
            case FutureType future: OfOptional(0x65, future.Element, target); break;
            default: throw new UnreachableException();
        }
    }

    /// <summary>spec: valtype</summary>
    private void Mention(ComponentValType type, ByteWriter target)
    {
        if (Find(type) is { } known) target.Signed(known);
        else if (type is PrimType prim) target.Byte(Code(prim.Kind));
        else target.Signed(Define(type));
    }

    private void Labeled(string label, ComponentValType type, ByteWriter target)
    {
        target.Name(label);
        Mention(type, target);
    }

    private void Optional(ComponentValType? type, ByteWriter target)
    {
        target.Flag(type is not null);
        if (type is not null) Mention(type, target);
    }

    private void Of(byte code, ComponentValType element, ByteWriter target)
    {
        target.Byte(code);
        Mention(element, target);
    }

    private void OfOptional(byte code, ComponentValType? element, ByteWriter target)
    {
        target.Byte(code);
        Optional(element, target);
    }

    private void Handle(byte code, ResourceType resource, ByteWriter target)
    {
        target.Byte(code);
        target.Unsigned(IndexOf(resource));
    }

    private static void Begin(byte code, int count, ByteWriter target)
    {
        target.Byte(code);
        target.Unsigned((ulong)count);
    }

    private static void Labels(byte code, ImmutableArray<string> labels, ByteWriter target)
    {
        Begin(code, labels.Length, target);
        foreach (string label in labels) target.Name(label);
    }

    private static byte Code(PrimKind kind) => kind == PrimKind.ErrorContext ? (byte)0x64 : (byte)(0x7F - (byte)kind);

    /// <summary>Defines the type of a core module; its index. spec: core:moduletype</summary>
    private uint Define(CoreModuleType module)
    {
        CoreModuleTypeWriter types = new();
        foreach (ImportType import in module.Imports) types.Import(import);
        foreach (ExportType export in module.Exports) types.Export(export);
        return Add(ComponentSection.CoreType, Sort.CoreType, types.Type);
    }
}
