namespace Caisson.Components.Text;

/// <summary>The messages of the text format that core modules don't have.</summary>
internal static class ComponentTextErrors
{
    public const string InvalidEscape = "invalid string escape";

    /// <summary>An identifier that an outer alias can't stand for.</summary>
    public static string NotAliasable(string id) => $"outer item `{id}` is not a module, type, or component";

    /// <summary>An alias to a scope that doesn't exist.</summary>
    public static string UnknownOuter(string id) => $"outer component `{id}` not found";

    /// <summary>An alias to a scope further out than there are any.</summary>
    public static string OuterCount(uint count) => $"invalid outer alias count of {count}";

    /// <summary>A name after an index that only what instances export can have.</summary>
    public static string NotExportable(string sort) => $"instances cannot export a {sort}";
}
