using Caisson.Components.Syntax;
using Caisson.Components.Text.Encode;
using Caisson.Components.Text.Scopes;
using Caisson.Wasm;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;
using Caisson.Wasm.Text.Types;

namespace Caisson.Components.Text.Definitions;

// Core types, and types of core modules. spec: core:type, core:moduletype
internal sealed partial class DefinitionParser
{
    private const byte ModuleTypeCode = 0x50;

    private TypeParser CoreTypes => new(_reader, _scope.Core, Features.All);

    /// <summary>Parses the rest of <c>(core type …</c>.</summary>
    private void CoreType()
    {
        DefinitionName name = DefinitionName.Read(_reader);
        if (TryInlineAlias(Sort.CoreType, name, out _)) return;
        if (_reader.TryOpen("module"))
        {
            Encoding type = ModuleType(name.Id);
            _reader.Close();
            Define(Sort.CoreType, name, ComponentSection.CoreType, type);
            return;
        }
        SimpleCoreType(name, Prefixed);
    }

    private void SimpleCoreType(DefinitionName name, Func<byte[], byte[]> encode)
    {
        _scope.Core.Types.Declare(_reader.Source, name);
        SectionWriter section = new();
        CoreTypes.TypeDefinition(section);
        _reader.Position--;
        _scope.Output.Add(ComponentSection.CoreType, encode(section.Items.ToArray()));
    }

    /// <summary>Parses the rest of <c>(core rec …</c>. Its members may refer to each other, so all are declared first.</summary>
    private void CoreRecursionGroup()
    {
        DeclareGroup();
        SectionWriter section = new();
        CoreTypes.RecursionGroup(section, keepsGroup: true);
        _reader.Position--;
        _scope.Output.Add(ComponentSection.CoreType, section.Items);
    }

    private void DeclareGroup()
    {
        int start = _reader.Position;
        while (_reader.TryOpen("type"))
        {
            _scope.Core.Types.Declare(_reader);
            _reader.SkipToClose();
        }
        _reader.Position = start;
    }

    /// <summary>
    /// A subtype that isn't final begins with the code of module types, so where these can stand it has a zero before it.
    /// spec: core:deftype
    /// </summary>
    private static byte[] Prefixed(byte[] type) => type is [ModuleTypeCode, ..] ? [0, .. type] : type;

    /// <summary>Parses a core type index, or a module type that gets one.</summary>
    private Reference CoreModuleTypeUse() =>
        TryTypeReference(Sort.CoreType)
        ?? Reference.To(Sort.CoreType, Define(Sort.CoreType, default, ComponentSection.CoreType, ModuleType(id: null)));

    /// <summary>Parses the declarations of a module type up to its closing parenthesis. spec: core:moduletype</summary>
    private Encoding ModuleType(string? id)
    {
        Enter();
        DeclarationWriter declarations = new(coreTypeCode: 0x01);
        _scope = new ComponentScope(_scope, id, declarations);
        while (_reader.Kind == TokenKind.Open)
        {
            ModuleDeclaration(declarations);
            _reader.Close();
        }
        _scope = _scope.Parent!;
        Leave();
        return target =>
        {
            target.Byte(ModuleTypeCode);
            target.Bytes(declarations.ToArray());
        };
    }

    /// <summary>spec: core:moduledecl</summary>
    private void ModuleDeclaration(DeclarationWriter declarations)
    {
        ReadOnlySpan<char> keyword = _reader.OpenedKeyword;
        if (keyword.IsEmpty) throw _reader.UnexpectedAfterOpen();
        _reader.Position += 2;
        switch (keyword)
        {
            case "type": SimpleCoreType(DefinitionName.Read(_reader), type => type); break;
            case "rec": CoreRecursionGroup(); break;
            case "alias": ModuleTypeAlias(declarations); break;
            case "import": ModuleTypeImport(declarations); break;
            case "export": ModuleTypeExport(declarations); break;
            default: throw UnexpectedKeyword();
        }
    }

    /// <summary>spec: core:alias</summary>
    private void ModuleTypeAlias(DeclarationWriter declarations)
    {
        if (!_reader.TryKeyword("outer")) throw _reader.Unexpected();
        Reference outer = Index(Sort.Component);
        Reference item = Index(Sort.CoreType);
        _reader.Open("type");
        DefinitionName name = DefinitionName.Read(_reader);
        _reader.Close();
        (uint count, uint index) = ResolveOuter(Sort.CoreType, outer, item);
        ByteWriter alias = new();
        alias.CoreSort(Sort.CoreType);
        alias.Byte(0x01);
        alias.Unsigned(count);
        alias.Unsigned(index);
        declarations.Add(0x02, alias.Written);
        _scope.Core.Types.Declare(_reader.Source, name);
        _scope.Core.TypeTable.AddOpaque();
    }

    /// <summary>spec: core:importdecl</summary>
    private void ModuleTypeImport(DeclarationWriter declarations)
    {
        ByteWriter import = new();
        import.Name(_reader.Name());
        import.Name(_reader.Name());
        CoreExternType(declarations, import);
        declarations.Add(0x00, import.Written);
    }

    /// <summary>spec: core:exportdecl</summary>
    private void ModuleTypeExport(DeclarationWriter declarations)
    {
        ByteWriter export = new();
        export.Name(_reader.Name());
        CoreExternType(declarations, export);
        declarations.Add(0x03, export.Written);
    }

    /// <summary>Parses a type of core WebAssembly, and defines the function type that it needs when that is written inline.</summary>
    private void CoreExternType(DeclarationWriter declarations, ByteWriter target)
    {
        TypeParser types = CoreTypes;
        ExternKind kind = types.OpenExternKind();
        _reader.TryId();
        types.ExternType(target, kind);
        _reader.Close();
        if (_scope.ImplicitTypes.Count == 0) return;
        declarations.Add(ComponentSection.CoreType, _scope.ImplicitTypes.Items);
        _scope.ImplicitTypes.Clear();
        _scope.Core.Types.Skip();
    }
}
