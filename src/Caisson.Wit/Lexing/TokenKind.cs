namespace Caisson.Wit.Lexing;

/// <summary>What a token is. component-model: token</summary>
internal enum TokenKind
{
    /// <summary>A name, with or without <c>%</c>.</summary>
    Id,

    /// <summary>A word that can't be a name without <c>%</c>.</summary>
    Keyword,

    /// <summary>Digits.</summary>
    Integer,

    /// <summary>Digits, dots and what else a version has.</summary>
    Version,

    /// <summary>A string literal.</summary>
    Text,

    /// <summary>One of <c>= , : ; ( ) { } &lt; &gt; * -&gt; / . @ _</c>.</summary>
    Operator,

    /// <summary>The end of the text.</summary>
    End,
}
