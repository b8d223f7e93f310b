using Caisson.Components.Syntax;
using Caisson.Components.Text.Encode;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Components.Text.Definitions;

// Imports and exports, as definitions and inside definitions. spec: import, export
internal sealed partial class DefinitionParser
{
    /// <summary>Parses the rest of <c>(import …</c>. spec: import, importdecl</summary>
    private void Import()
    {
        byte[] name = ExternName();
        (Sort sort, DefinitionName id, Encoding type) = ExternType();
        DefineImport(sort, id, name, type);
    }

    private uint DefineImport(Sort sort, DefinitionName id, byte[] name, Encoding type) => Define(sort, id, ComponentSection.Import, target =>
    {
        target.Bytes(name);
        type(target);
    });

    /// <summary>Parses the rest of <c>(export …</c> in a component. spec: export</summary>
    private void Export()
    {
        DefinitionName id = DefinitionName.Read(_reader);
        byte[] name = ExternName();
        Reference item = ExternIndex();
        Encoding? type = _reader.Kind == TokenKind.Open ? ExternType().Type : null;
        Define(item.Sort, id, ComponentSection.Export, target =>
        {
            ByteWriter ascribed = new();
            type?.Invoke(ascribed);
            target.Bytes(name);
            target.Sort(item.Sort);
            target.Unsigned(Resolve(item));
            target.Flag(type is not null);
            target.Bytes(ascribed.Written);
        });
    }

    /// <summary>Parses the rest of <c>(export …</c> in a type. spec: exportdecl</summary>
    private void ExportDeclaration()
    {
        byte[] name = ExternName();
        (Sort sort, DefinitionName id, Encoding type) = ExternType();
        Define(sort, id, ComponentSection.Export, target =>
        {
            target.Bytes(name);
            type(target);
        });
    }

    /// <summary>Parses what an export or argument is. spec: externidx</summary>
    private Reference ExternIndex()
    {
        _reader.Expect(TokenKind.Open);
        Token keyword = _reader.Current;
        Sort sort = AnySort();
        if (!sort.IsOfInstance) throw Wasm.Text.TextErrors.At(_reader.Source, keyword.Start, ComponentTextErrors.NotExportable(sort.Text));
        return RestOfReference(sort);
    }

    /// <summary>Parses a name with its attributes; encoded. spec: externnamelit, attribute</summary>
    private byte[] ExternName()
    {
        ByteWriter attributes = new();
        uint kinds = 0;
        uint count = 0;
        string name = _reader.Name();
        while (AttributeCode() is { } code)
        {
            if ((kinds & 1 << code) != 0) throw _reader.Unexpected();
            kinds |= 1u << code;
            count++;
            _reader.Position += 2;
            attributes.Byte(code);
            attributes.Name(_reader.Name());
            _reader.Close();
        }
        ByteWriter target = new();
        target.Byte(count == 0 ? (byte)0 : (byte)2);
        target.Name(name);
        if (count > 0) target.Unsigned(count);
        target.Bytes(attributes.Written);
        return target.Written.ToArray();
    }

    private byte? AttributeCode() => _reader.OpenedKeyword switch
    {
        "implements" => 0,
        "versionsuffix" => 1,
        "external-id" => 2,
        _ => null,
    };

    /// <summary>Parses the type of an import or export, with its parentheses. spec: externtype</summary>
    private (Sort Sort, DefinitionName Id, Encoding Type) ExternType()
    {
        _reader.Expect(TokenKind.Open);
        Sort sort = AnySort();
        DefinitionName id = DefinitionName.Read(_reader);
        Encoding type = sort switch
        {
            Sort.CoreModule => Indexed(sort, CoreModuleTypeUse()),
            Sort.Func => Indexed(sort, FuncTypeUse()),
            Sort.Component => Indexed(sort, ComponentTypeUse()),
            Sort.Instance => Indexed(sort, InstanceTypeUse()),
            Sort.Value => ValueBound(),
            Sort.Type => TypeBound(),
            _ => throw UnexpectedKeyword(),
        };
        _reader.Close();
        return (sort, id, type);
    }

    private Encoding Indexed(Sort sort, Reference type) => target =>
    {
        uint index = Resolve(type);
        target.Sort(sort);
        target.Unsigned(index);
    };

    /// <summary>spec: typebound</summary>
    private Encoding TypeBound()
    {
        if (_reader.TryOpen("eq"))
        {
            Reference type = IndexOrReference(Sort.Type);
            _reader.Close();
            return target =>
            {
                uint index = Resolve(type);
                target.Bytes([0x03, 0x00]);
                target.Unsigned(index);
            };
        }
        _reader.Open("sub");
        if (!_reader.TryKeyword("resource")) throw _reader.Unexpected();
        _reader.Close();
        return target => target.Bytes([0x03, 0x01]);
    }

    /// <summary>spec: valuebound</summary>
    private Encoding ValueBound()
    {
        if (_reader.TryOpen("eq"))
        {
            Reference value = IndexOrReference(Sort.Value);
            _reader.Close();
            return target =>
            {
                uint index = Resolve(value);
                target.Bytes([0x02, 0x00]);
                target.Unsigned(index);
            };
        }
        ValTypeReference type = ValType();
        return target =>
        {
            target.Bytes([0x02, 0x01]);
            WriteValType(target, type);
        };
    }

    /// <summary>
    /// Parses what definitions begin with: an identifier, inline exports, then an alias or an inline import with its type.
    /// </summary>
    /// <param name="sort">What is defined.</param>
    /// <param name="typeUse">Parses the type of an import.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="exports">Encoded names of the exports.</param>
    /// <returns>Whether it is an alias or an import, and has been taken up to its closing parenthesis.</returns>
    private bool BeginDefinition(Sort sort, Func<Reference> typeUse, out DefinitionName name, out List<byte[]> exports)
    {
        name = DefinitionName.Read(_reader);
        exports = InlineExports();
        if (TryInlineAlias(sort, name, out uint index))
        {
            AddInlineExports(exports, sort, index);
            return true;
        }
        if (TryInlineImport() is not { } import) return false;
        AddInlineExports(exports, sort, DefineImport(sort, name, import, Indexed(sort, typeUse())));
        return true;
    }

    private List<byte[]> InlineExports()
    {
        List<byte[]> exports = [];
        while (IsInline("export"))
        {
            _reader.Open("export");
            exports.Add(ExternName());
            _reader.Close();
        }
        return exports;
    }

    private byte[]? TryInlineImport()
    {
        if (!IsInline("import")) return null;
        _reader.Open("import");
        byte[] name = ExternName();
        _reader.Close();
        return name;
    }

    /// <summary>Whether an import or export comes next that doesn't say of what: it is part of a definition rather than one.</summary>
    private bool IsInline(string keyword)
    {
        int start = _reader.Position;
        bool found = _reader.TryOpen(keyword) && _reader.Kind == TokenKind.String;
        if (found)
        {
            _reader.Next();
            while (AttributeCode() is not null)
            {
                _reader.Next();
                _reader.SkipToClose();
            }
            found = _reader.Kind == TokenKind.Close;
        }
        _reader.Position = start;
        return found;
    }

    private void AddInlineExports(List<byte[]> names, Sort sort, uint index)
    {
        foreach (byte[] name in names) _scope.InlineExports.Add(new(name, sort, index));
    }

    private void WriteInlineExports()
    {
        foreach ((byte[] name, Sort sort, uint index) in _scope.InlineExports)
        {
            Define(sort, default, ComponentSection.Export, target =>
            {
                target.Bytes(name);
                target.Sort(sort);
                target.Unsigned(index);
                target.Flag(false);
            });
        }
    }
}
