namespace Caisson.Wit.Lexing;

/// <summary>The words that are names only behind <c>%</c>. component-model: keyword</summary>
internal static class Keywords
{
    private static readonly HashSet<string> All =
    [
        "as", "async", "bool", "borrow", "char", "constructor", "enum", "export", "f32", "f64", "flags", "from", "func", "future",
        "import", "include", "interface", "list", "map", "option", "own", "package", "record", "resource", "result", "s16", "s32",
        "s64", "s8", "static", "stream", "string", "tuple", "type", "u16", "u32", "u64", "u8", "use", "variant", "with", "world",
    ];

    /// <summary>Whether a word is one of them.</summary>
    public static bool Contains(string word) => All.Contains(word);
}
