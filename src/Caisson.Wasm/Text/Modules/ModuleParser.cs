using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Instructions;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;
using Caisson.Wasm.Text.Types;

namespace Caisson.Wasm.Text.Modules;

/// <summary>
/// Parses the fields of a module and writes its sections. Used for one module, by one thread. spec: text-module
/// </summary>
internal sealed partial class ModuleParser
{
    private readonly TokenReader _reader;
    private readonly ModuleWriter _writer = new();
    private readonly ModuleScope _scope;
    private readonly TypeParser _types;
    private readonly InstructionParser _instructions;
    private readonly NameSectionWriter _names = new();

    private ModuleParser(TokenReader reader, ParseOptions options)
    {
        _reader = reader;
        _scope = new ModuleScope(_writer[SectionId.Type]);
        _types = new TypeParser(reader, _scope, options.Features);
        _instructions = new InstructionParser(reader, _scope, _types, options.FlatInsideFolded);
    }

    /// <summary>Parses fields up to the closing parenthesis or the end of input; neither is taken.</summary>
    /// <param name="reader">Stands at the first field.</param>
    /// <param name="id">Identifier of the module, if it has one.</param>
    /// <param name="options">How to read them.</param>
    /// <returns>The module in the binary format.</returns>
    /// <exception cref="MalformedException">The fields don't form a module.</exception>
    /// <exception cref="InvalidException">A branch hint stands before an instruction that isn't a branch.</exception>
    public static byte[] Parse(TokenReader reader, string? id, ParseOptions options)
    {
        ModuleParser parser = new(reader, options);
        parser.NameModule(id);

        // 1. Identifiers may be used before they are declared, so all declarations come first.
        int start = reader.Position;
        parser.Fields(parser.Declare);

        // 2. Inline function types look for equal types anywhere in the module, so all of those come second.
        reader.Position = start;
        parser.Fields(parser.DefineType);

        // 3. Everything else, in order.
        reader.Position = start;
        parser.Fields(parser.Define);
        parser.Finish();
        return parser._writer.ToArray();
    }

    private delegate void FieldParser(ReadOnlySpan<char> keyword);

    /// <summary>Walks along all fields; the parser of each starts behind its keyword and takes its closing parenthesis.</summary>
    private void Fields(FieldParser parse)
    {
        while (_reader.Kind is not (TokenKind.Close or TokenKind.End))
        {
            Customs();
            ReadOnlySpan<char> keyword = _reader.OpenedKeyword;
            if (keyword.IsEmpty) throw _reader.UnexpectedAfterOpen();
            _reader.Position += 2;
            parse(keyword);
        }
    }

    private void DefineType(ReadOnlySpan<char> keyword)
    {
        if (keyword is "type") _types.TypeDefinition(_writer[SectionId.Type]);
        else if (keyword is "rec") _types.RecursionGroup(_writer[SectionId.Type]);
        else _reader.SkipToClose();
    }

    private void Define(ReadOnlySpan<char> keyword)
    {
        switch (keyword)
        {
            case "import": ImportField(); break;
            case "func": Function(); break;
            case "table": Table(); break;
            case "memory": Memory(); break;
            case "global": Global(); break;
            case "tag": Tag(); break;
            case "export": ExportField(); break;
            case "start": Start(); break;
            case "elem": Elem(); break;
            case "data": Data(); break;
            default: _reader.SkipToClose(); break;
        }
    }

    private void Finish()
    {
        Customs();
        _writer.NeedsDataCount = _instructions.NamesData;
        _names.Write(_writer, _scope);
        WriteBranchHints();
    }
}
