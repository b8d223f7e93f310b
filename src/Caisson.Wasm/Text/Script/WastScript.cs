using System.Collections.Immutable;
using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Script;

/// <summary>
/// A script of the specification's test suite: modules, and what must come true of them. Immutable; safe to share between threads.
/// </summary>
/// <param name="Directives">What to do, in order.</param>
public sealed record WastScript(ImmutableArray<Directive> Directives)
{
    /// <summary>Parses a script. Modules inside it are only delimited; <see cref="ScriptModule.Encode"/> parses them.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="MalformedException">The text isn't a script; the exception tells line and column.</exception>
    public static WastScript Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new WastScript(ScriptParser.Parse(new SourceText(text)));
    }

    /// <summary>Parses a script. Modules inside it are only delimited; <see cref="ScriptModule.Encode"/> parses them.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <exception cref="MalformedException">The text isn't UTF-8 or isn't a script; the exception tells line and column.</exception>
    public static WastScript Parse(ReadOnlySpan<byte> utf8) => new(ScriptParser.Parse(SourceText.FromUtf8(utf8)));

    /// <summary>Lists the outermost forms of a text without looking into them: also of scripts that <see cref="Parse(string)"/> doesn't know.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <exception cref="MalformedException">The text isn't UTF-8, has no tokens, or a parenthesis is missing.</exception>
    public static ImmutableArray<ScriptForm> Outline(ReadOnlySpan<byte> utf8)
    {
        var source = SourceText.FromUtf8(utf8);
        TokenReader reader = new(Lexer.Lex(source));
        ImmutableArray<ScriptForm>.Builder forms = ImmutableArray.CreateBuilder<ScriptForm>();
        while (reader.Kind == TokenKind.Open)
        {
            forms.Add(new ScriptForm(source.PositionOf(reader.Current.Start).Line, reader.OpenedKeyword.ToString()));
            reader.Next();
            reader.SkipToClose();
        }
        reader.End();
        return forms.DrainToImmutable();
    }
}
