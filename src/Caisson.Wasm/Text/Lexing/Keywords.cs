using System.Collections.Frozen;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Literals;

namespace Caisson.Wasm.Text.Lexing;

/// <summary>The words that mean something somewhere, so that an error can tell a misplaced word from an unknown one.</summary>
internal static class Keywords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Others = FrozenSet.ToFrozenSet(
    [
        "i32", "i64", "f32", "f64", "v128", "i8", "i16", "i8x16", "i16x8", "i32x4", "i64x2", "f32x4", "f64x2",
        "funcref", "externref", "anyref", "eqref", "i31ref", "structref", "arrayref", "exnref",
        "nullref", "nullfuncref", "nullexternref", "nullexnref",
        "any", "eq", "i31", "struct", "array", "none", "func", "nofunc", "extern", "noextern", "exn", "noexn",
        "ref", "null", "mut", "field", "sub", "final", "rec", "type", "param", "result", "local", "shared", "pagesize",
        "module", "import", "export", "table", "memory", "global", "tag", "start", "elem", "data", "offset", "item", "declare",
        "then", "do", "catch", "catch_ref", "catch_all", "catch_all_ref", "inf", "nan", "nan:canonical", "nan:arithmetic",
        "binary", "quote", "definition", "instance", "register", "invoke", "get", "either", "thread", "wait",
        "assert_return", "assert_trap", "assert_exhaustion", "assert_exception", "assert_malformed", "assert_invalid",
        "assert_malformed_custom", "assert_invalid_custom", "assert_unlinkable",
    ], StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the text format has a use for a word.</summary>
    public static bool IsKnown(ReadOnlySpan<char> word) =>
        Others.Contains(word) || Opcodes.TryParse(word, out _) || NumberSyntax.IsSpecialFloat(word) || IsMemArg(word);

    /// <summary>Whether a word is an offset or an alignment.</summary>
    public static bool IsMemArg(ReadOnlySpan<char> word) => IsAttribute(word, "offset=") || IsAttribute(word, "align=");

    /// <summary>Whether a word is a natural number after a given beginning.</summary>
    public static bool IsAttribute(ReadOnlySpan<char> word, string name) =>
        word.Length > name.Length && word.StartsWith(name) && NumberSyntax.Classify(word[name.Length..]) == TokenKind.Nat;
}
