using Caisson.Wit.Lexing;
using static Caisson.Wit.Tests.Packages;

namespace Caisson.Wit.Tests.Lexing;

/// <summary>Characters to tokens.</summary>
public class LexerTests
{
    private static string Tokens(string text) =>
        string.Join(" ", Lexer.Tokenize(new WitSource("t", text)).Select(token => token.Kind == TokenKind.End ? "." : $"{token.Kind}:{token.Text}"));

    [Theory]
    [InlineData("a->b", "Id:a Operator:-> Id:b .")]
    [InlineData("a-b->c", "Id:a-b Operator:-> Id:c .")]
    [InlineData("%list list", "Id:list Keyword:list .")]
    [InlineData("<_,u8>", "Operator:< Operator:_ Operator:, Keyword:u8 Operator:> .")]
    [InlineData("@1.2.3-rc.1+b.{", "Operator:@ Version:1.2.3-rc.1+b Operator:. Operator:{ .")]
    [InlineData("list<u8, 16>", "Keyword:list Operator:< Keyword:u8 Operator:, Integer:16 Operator:> .")]
    [InlineData("a /* b /* c */ d */ e // f\ng", "Id:a Id:e Id:g .")]
    [InlineData("\uFEFFa", "Id:a .")]
    [InlineData("\"a\\\"\\t\\41\\u{2603}☃\"", "Text:a\"\tA☃☃ .")]
    public void Tokens_of(string text, string tokens) => Assert.Equal(tokens, Tokens(text));

    [Theory]
    [InlineData("/// a\n///  b\nx", "a\n b")]
    [InlineData("/** a */ x", "a")]
    [InlineData("/** a\n  * b\n  * c\n  */ x", "a\nb\nc")]
    [InlineData("/// a\n// b\n/** c */ x", "a\nc")]
    [InlineData("///\nx", "")]
    [InlineData("///a\r\nx", "a")]
    [InlineData("//// a\nx", null)]
    [InlineData("/**/ x", null)]
    [InlineData("/*** a */ x", null)]
    [InlineData("// a\nx", null)]
    public void Documentation_of(string text, string? docs) => Assert.Equal(docs, Lexer.Tokenize(new WitSource("t", text))[0].Docs);

    [Theory]
    [InlineData("package a_b:c;", "1:9", "`a_b` is no name: write `-` between words")]
    [InlineData("package aB:c;", "1:9", "`aB` is no name: each word")]
    [InlineData("package a--b:c;", "1:9", "`a--b` is no name: a hyphen stands between two words")]
    [InlineData("package a:b;\n  /* /* */", "2:3", "this comment is not closed")]
    [InlineData("package a:b;\n#", "2:1", "unexpected character `#`")]
    [InlineData("package a:b;\n😀", "2:1", "unexpected character `😀`")]
    [InlineData("package a:b; // \u202E", "1:17", "the character U+202E is not allowed")]
    [InlineData("package a:b; \u0007", "1:14", "the character U+0007 is not allowed")]
    [InlineData("package a:b; % x", "1:14", "`%` must be followed by a name")]
    [InlineData("package a:b; \"x", "1:14", "this string is not closed")]
    [InlineData("package a:b; \"\\q\"", "1:15", "unknown escape")]
    [InlineData("package a:b; \"\\u{110000}\"", "1:15", "unknown escape")]
    [InlineData("package a:b; \"\\ff\"", "1:14", "the bytes of this string are not UTF-8")]
    public void Errors_have_positions(string text, string position, string message) => Invalid(text, position, message);

    [Fact]
    public void Every_keyword_is_a_name_behind_a_percent_sign()
    {
        foreach (string keyword in new[] { "as", "async", "from", "include", "interface", "map", "own", "package", "static", "stream", "u8", "with", "world" })
        {
            Assert.Equal(keyword, Valid($"package a:b; interface %{keyword} {{}}").Interfaces.Single().Name);
            Invalid($"package a:b; interface {keyword} {{}}", "1:24", $"`{keyword}` is a keyword: write `%{keyword}`");
        }
    }
}
