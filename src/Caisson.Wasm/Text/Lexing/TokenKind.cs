namespace Caisson.Wasm.Text.Lexing;

/// <summary>The classes of tokens of the text format. spec: text-token</summary>
internal enum TokenKind : byte
{
    /// <summary>After the last token.</summary>
    End,

    /// <summary><c>(</c></summary>
    Open,

    /// <summary><c>)</c></summary>
    Close,

    /// <summary>A word that begins with a small letter: keyword, mnemonic, <c>inf</c>, <c>nan:0x1</c>, <c>offset=8</c>.</summary>
    Keyword,

    /// <summary>An integer without sign.</summary>
    Nat,

    /// <summary>An integer with sign.</summary>
    Int,

    /// <summary>A floating-point number, or a signed <c>inf</c> or <c>nan</c>.</summary>
    Float,

    /// <summary><c>$name</c> or <c>$"name"</c>.</summary>
    Id,

    /// <summary>A string with its quotes.</summary>
    String,

    /// <summary>Anything else that sticks together; never legal outside annotations. spec: text-reserved</summary>
    Reserved,
}
