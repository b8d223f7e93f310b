using System.Collections.Immutable;
using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Script;

/// <summary>Parses scripts. Used for one script, by one thread.</summary>
internal sealed partial class ScriptParser
{
    private readonly TokenReader reader;
    private readonly SourceText source;

    private ScriptParser(SourceText source) => (this.source, reader) = (source, new TokenReader(Lexer.Lex(source)));

    /// <summary>The directives of a script.</summary>
    /// <exception cref="MalformedException">The text isn't a script.</exception>
    public static ImmutableArray<Directive> Parse(SourceText source)
    {
        ScriptParser parser = new(source);
        ImmutableArray<Directive> directives = parser.Directives();
        parser.reader.End();
        return directives;
    }

    private ImmutableArray<Directive> Directives()
    {
        ImmutableArray<Directive>.Builder directives = ImmutableArray.CreateBuilder<Directive>();
        while (reader.Kind == TokenKind.Open) directives.Add(Directive());
        return directives.DrainToImmutable();
    }

    private Directive Directive()
    {
        int line = source.PositionOf(reader.Current.Start).Line;
        ReadOnlySpan<char> keyword = reader.OpenedKeyword;
        if (IsField(keyword)) return BareModule(line);
        if (keyword is "invoke" or "get") return new ActionDirective(line, Action());
        reader.Next();
        reader.Next();
        Directive directive = keyword switch
        {
            "module" => ModuleForm(line),
            "register" => new RegisterDirective(line, reader.Name(), reader.TryId()),
            "assert_return" => new AssertReturn(line, Action(), Results()),
            "assert_trap" when !reader.IsOpen("module") => ActionFails(line, ActionFailure.Trap),
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
        reader.Close();
        return directive;
    }

    private MalformedException UnknownDirective()
    {
        reader.Position--;
        return reader.Unexpected();
    }

    private string Id() => reader.TryId() ?? throw reader.Unexpected();

    private AssertActionFails ActionFails(int line, ActionFailure failure) => new(line, Action(), failure, reader.Name());

    private AssertModuleFails ModuleFails(int line, ModuleFailure failure)
    {
        reader.Open("module");
        ScriptModule module = Module();
        reader.Close();
        return new AssertModuleFails(line, module, failure, reader.Name());
    }

    private ThreadDirective Thread(int line)
    {
        string id = Id();
        ImmutableArray<string>.Builder shared = ImmutableArray.CreateBuilder<string>();
        while (reader.TryOpen("shared"))
        {
            reader.Open("module");
            shared.Add(Id());
            reader.Close();
            reader.Close();
        }
        return new ThreadDirective(line, id, shared.DrainToImmutable(), Directives());
    }
}
