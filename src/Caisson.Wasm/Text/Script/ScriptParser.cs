using System.Collections.Immutable;
using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Script;

/// <summary>Parses scripts. Used for one script, by one thread.</summary>
internal sealed partial class ScriptParser
{
    private readonly TokenReader _reader;
    private readonly SourceText _source;
    private readonly IComponentText? _components;

    private ScriptParser(SourceText source, IComponentText? components) =>
        (_source, _reader, _components) = (source, new TokenReader(Lexer.Lex(source)), components);

    /// <summary>The directives of a script.</summary>
    /// <param name="source">The script.</param>
    /// <param name="components">Parses the components in it; null for scripts without components.</param>
    /// <exception cref="MalformedException">The text isn't a script.</exception>
    public static ImmutableArray<Directive> Parse(SourceText source, IComponentText? components = null)
    {
        ScriptParser parser = new(source, components);
        ImmutableArray<Directive> directives = parser.Directives();
        parser._reader.End();
        return directives;
    }

    private ImmutableArray<Directive> Directives()
    {
        ImmutableArray<Directive>.Builder directives = ImmutableArray.CreateBuilder<Directive>();
        while (_reader.Kind == TokenKind.Open) directives.Add(Directive());
        return directives.DrainToImmutable();
    }

    private Directive Directive()
    {
        int line = _source.PositionOf(_reader.Current.Start).Line;
        ReadOnlySpan<char> keyword = _reader.OpenedKeyword;
        if (IsField(keyword)) return BareModule(line);
        if (keyword is "invoke" or "get") return new ActionDirective(line, Action());
        _reader.Next();
        _reader.Next();
        Directive directive = keyword switch
        {
            "module" => ModuleForm(line, components: null),
            "component" when _components is not null => ModuleForm(line, _components),
            "register" => new RegisterDirective(line, _reader.Name(), _reader.TryId()),
            "assert_return" => new AssertReturn(line, Action(), Results()),
            "assert_trap" when !IsModule => ActionFails(line, ActionFailure.Trap),
            "assert_trap" => ModuleFails(line, ModuleFailure.Trap),
            "assert_exhaustion" => ActionFails(line, ActionFailure.Exhaustion),
            "assert_exception" => new AssertActionFails(line, Action(), ActionFailure.Exception, ""),
            "assert_malformed" => ModuleFails(line, ModuleFailure.Malformed),
            "assert_invalid" => ModuleFails(line, ModuleFailure.Invalid),
            "assert_malformed_custom" => ModuleFails(line, ModuleFailure.MalformedCustom),
            "assert_invalid_custom" => ModuleFails(line, ModuleFailure.InvalidCustom),
            "assert_unlinkable" => ModuleFails(line, ModuleFailure.Unlinkable),
            "thread" => Thread(line),
            "wait" => new WaitDirective(line, Id()),
            _ => throw UnknownDirective(),
        };
        _reader.Close();
        return directive;
    }

    private MalformedException UnknownDirective()
    {
        _reader.Position--;
        return _reader.Unexpected();
    }

    private string Id() => _reader.TryId() ?? throw _reader.Unexpected();

    private AssertActionFails ActionFails(int line, ActionFailure failure) => new(line, Action(), failure, _reader.Name());

    private AssertModuleFails ModuleFails(int line, ModuleFailure failure) => new(line, WholeModule(), failure, _reader.Name());

    private ThreadDirective Thread(int line)
    {
        string id = Id();
        ImmutableArray<string>.Builder shared = ImmutableArray.CreateBuilder<string>();
        while (_reader.TryOpen("shared"))
        {
            _reader.Open("module");
            shared.Add(Id());
            _reader.Close();
            _reader.Close();
        }
        return new ThreadDirective(line, id, shared.DrainToImmutable(), Directives());
    }
}
