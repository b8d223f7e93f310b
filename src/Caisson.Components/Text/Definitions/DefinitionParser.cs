using Caisson.Components.Syntax;
using Caisson.Components.Text.Encode;
using Caisson.Components.Text.Scopes;
using Caisson.Wasm;
using Caisson.Wasm.Text;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Modules;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Components.Text.Definitions;

/// <summary>
/// Parses the definitions of a component and writes its sections. Each definition is parsed first, which writes the inline types and
/// instances in it as definitions of their own; then its references are resolved, which writes the aliases that they stand for; then
/// it is written itself. Used for one text, by one thread. spec: definition
/// </summary>
internal sealed partial class DefinitionParser
{
    private readonly TokenReader _reader;
    private readonly ParseOptions _options;
    private ComponentScope _scope;
    private int _nesting;

    private DefinitionParser(TokenReader reader, ParseOptions options)
    {
        (_reader, _options) = (reader, options);
        _scope = new ComponentScope(parent: null, id: null, new ComponentWriter());
    }

    /// <summary>Parses definitions up to the closing parenthesis or the end of input; neither is taken.</summary>
    /// <param name="reader">Stands at the first definition.</param>
    /// <param name="id">Identifier of the component, if it has one.</param>
    /// <param name="options">How to read core modules.</param>
    /// <returns>The component in the binary format.</returns>
    /// <exception cref="MalformedException">They don't form a component.</exception>
    public static byte[] Parse(TokenReader reader, string? id, ParseOptions options)
    {
        DefinitionParser parser = new(reader, options);
        return parser.Component(id, NameAnnotation.TryTake(reader) ?? id, parent: null);
    }

    private byte[] Component(string? id, string? name, ComponentScope? parent)
    {
        ComponentWriter writer = new();
        ComponentScope scope = _scope = new ComponentScope(parent, id, writer);
        while (_reader.Kind is not (TokenKind.Close or TokenKind.End))
        {
            Customs(writer);
            Definition(writer);
        }
        Customs(writer);
        WriteInlineExports();
        byte[] names = ComponentNameWriter.Encode(name, scope.NamesOf);
        if (names.Length > 0) writer.AddCustom(ComponentNameWriter.Section, names);
        _scope = parent!;
        return writer.ToArray();
    }

    private void Definition(ComponentWriter writer)
    {
        ReadOnlySpan<char> keyword = _reader.OpenedKeyword;
        if (keyword.IsEmpty) throw _reader.UnexpectedAfterOpen();
        _reader.Position += 2;
        switch (keyword)
        {
            case "core": CoreDefinition(writer); break;
            case "component": NestedComponent(writer); break;
            case "instance": Instance(); break;
            case "alias": Alias(); break;
            case "type": Type(); break;
            case "canon": Canon(); break;
            case "func": Func(); break;
            case "start": Start(writer); break;
            case "value": Value(); break;
            case "import": Import(); break;
            case "export": Export(); break;
            default: throw UnexpectedKeyword();
        }
        _reader.Close();
    }

    private void CoreDefinition(ComponentWriter writer)
    {
        ReadOnlySpan<char> keyword = _reader.Text;
        _reader.Next();
        switch (keyword)
        {
            case "module": CoreModule(writer); break;
            case "instance": CoreInstance(); break;
            case "type": CoreType(); break;
            case "rec": CoreRecursionGroup(); break;
            case "func": CoreFunc(); break;
            case "table": CoreAlias(Sort.CoreTable, DefinitionName.Read(_reader)); break;
            case "memory": CoreAlias(Sort.CoreMemory, DefinitionName.Read(_reader)); break;
            case "global": CoreAlias(Sort.CoreGlobal, DefinitionName.Read(_reader)); break;
            case "tag": CoreAlias(Sort.CoreTag, DefinitionName.Read(_reader)); break;
            default: throw UnexpectedKeyword();
        }
    }

    /// <summary>spec: component</summary>
    private void NestedComponent(ComponentWriter writer)
    {
        if (BeginDefinition(Sort.Component, ComponentTypeUse, out DefinitionName name, out List<byte[]> exports)) return;
        Enter();
        writer.AddComponent(Component(name.Id, OwnNameAnnotation.Take(_reader, name), _scope));
        Leave();
        AddInlineExports(exports, Sort.Component, _scope[Sort.Component].Declare(_reader.Source, name));
    }

    /// <summary>spec: core:module</summary>
    private void CoreModule(ComponentWriter writer)
    {
        if (BeginDefinition(Sort.CoreModule, CoreModuleTypeUse, out DefinitionName name, out List<byte[]> exports)) return;
        writer.AddCoreModule(ModuleParser.Parse(_reader, OwnNameAnnotation.Take(_reader, name), _options));
        AddInlineExports(exports, Sort.CoreModule, _scope[Sort.CoreModule].Declare(_reader.Source, name));
    }

    /// <summary>spec: start</summary>
    private void Start(ComponentWriter writer)
    {
        Reference function = IndexOrReference(Sort.Func);
        List<Reference> arguments = [];
        while (_reader.TryOpen("value")) arguments.Add(RestOfReference(Sort.Value));
        List<DefinitionName> results = [];
        while (_reader.TryOpen("result"))
        {
            _reader.Open("value");
            results.Add(DefinitionName.Read(_reader));
            _reader.Close();
            _reader.Close();
        }
        ByteWriter start = new();
        start.Unsigned(Resolve(function));
        start.Unsigned((ulong)arguments.Count);
        foreach (Reference argument in arguments) start.Unsigned(Resolve(argument));
        start.Unsigned((ulong)results.Count);
        writer.AddStart(start.Written);
        foreach (DefinitionName result in results) _scope[Sort.Value].Declare(_reader.Source, result);
    }

    /// <summary>Parses the rest of <c>(value …</c>. Its content is given as bytes. spec: value</summary>
    private void Value()
    {
        DefinitionName name = DefinitionName.Read(_reader);
        ValTypeReference type = ValType();
        _reader.Open("binary");
        byte[] content = _reader.ByteStrings();
        _reader.Close();
        Define(Sort.Value, name, ComponentSection.Value, target =>
        {
            WriteValType(target, type);
            target.Vector(content);
        });
    }

    /// <summary>Resolves what a definition refers to, writes it, and gives it its index.</summary>
    private uint Define(Sort sort, DefinitionName name, ComponentSection section, Encoding encoding)
    {
        ByteWriter definition = new();
        encoding(definition);
        _scope.Output.Add(section, definition.Written);
        return _scope[sort].Declare(_reader.Source, name);
    }

    private void Enter()
    {
        if (++_nesting > ComponentLimits.Nesting) throw _reader.Error(TextErrors.NestingTooDeep);
    }

    private void Leave() => _nesting--;

    /// <summary>The keyword that has just been taken isn't allowed here.</summary>
    private MalformedException UnexpectedKeyword()
    {
        _reader.Position--;
        return _reader.Unexpected();
    }

    private void Customs(ComponentWriter writer)
    {
        foreach (Annotation annotation in _reader.TakeAnnotations(CustomAnnotation.Id))
        {
            CustomAnnotation custom = CustomAnnotation.Parse(_reader, annotation);
            writer.AddCustom(custom.Name, custom.Content);
        }
    }
}
