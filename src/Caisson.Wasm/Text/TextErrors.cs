using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text;

/// <summary>The messages of the text format. Their beginnings are those that the specification's scripts expect.</summary>
internal static class TextErrors
{
    public const string AlignmentNotPowerOfTwo = "alignment must be a power of two";
    public const string ConstantOutOfRange = "constant out of range";
    public const string EmptyAnnotationId = "empty annotation id";
    public const string EmptyId = "empty identifier";
    public const string IllegalCharacter = "illegal character";
    public const string IllegalControlCharacter = "illegal control character in string literal";
    public const string IllegalEscape = "illegal escape";
    public const string InlineFunctionType = "inline function type does not match the explicit type";
    public const string InvalidLaneLength = "invalid lane length";
    public const string InvalidPageSize = "invalid custom page size";
    public const string MalformedUtf8 = "malformed UTF-8 encoding";
    public const string MismatchingLabel = "mismatching label";
    public const string MultipleStarts = "multiple start sections";
    public const string NestingTooDeep = "nesting too deep";
    public const string NotAFunctionType = "non-function type";
    public const string NotOneCharacter = "not one character";
    public const string UnclosedAnnotation = "unclosed annotation";
    public const string UnclosedComment = "unclosed comment";
    public const string UnclosedString = "unclosed string literal";
    public const string WrongLaneCount = "wrong number of lane literals";

    /// <summary>An error with any message.</summary>
    public static MalformedException At(SourceText source, int offset, string message) => new(message, source.PositionOf(offset));

    /// <summary>An integer that is too large for its place.</summary>
    public static string IntegerOutOfRange(int bits) => $"i{bits} constant out of range";

    /// <summary>Two definitions with one identifier.</summary>
    public static string Duplicate(string what, string id) => $"duplicate {what} ${id}";

    /// <summary>An identifier without definition.</summary>
    public static string Unknown(string what, string id) => $"unknown {what} ${id}";

    /// <summary>A type index without definition.</summary>
    public static string UnknownType(uint index) => $"unknown type {index}";

    /// <summary>An import that follows a definition.</summary>
    public static string ImportAfter(ExternKind kind) => "import after " + kind switch
    {
        ExternKind.Func => "function",
        ExternKind.Mem => "memory",
        ExternKind.Table => "table",
        ExternKind.Global => "global",
        _ => "tag",
    };

    /// <summary>A fault in an annotation that is not ignored.</summary>
    public static string InAnnotation(string id, string message) => $"@{id} annotation: {message}";

    /// <summary>An annotation where it means nothing.</summary>
    public static string Misplaced(string id) => $"misplaced @{id} annotation";

    /// <summary>A token that the grammar doesn't allow where it stands.</summary>
    public static string UnexpectedToken(ReadOnlySpan<char> text) => $"unexpected token {text}";

    /// <summary>A token that the grammar allows nowhere.</summary>
    public static string UnknownOperator(ReadOnlySpan<char> text) => $"unknown operator {text}";
}
