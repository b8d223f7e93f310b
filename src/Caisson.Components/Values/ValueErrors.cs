namespace Caisson.Components.Values;

/// <summary>The messages of values that are used for what they aren't.</summary>
internal static class ValueErrors
{
    public static ArgumentException LoneSurrogate(string parameter) => new("a component's string can't have half a surrogate pair", parameter);

    public static ArgumentException DuplicateLabel(string label, string parameter) => new($"a record has one field named \"{label}\", not two", parameter);

    public static NotSupportedException NotPrimitive(Type type) =>
        new($"{type} is no number, character or truth value of the component model");

    public static InvalidCastException WrongKind(ComponentValue value, ComponentValueKind expected) =>
        new($"the value is {Noun(value.Kind)}, not {Noun(expected)}");

    public static InvalidCastException WrongElements(ComponentValue value, Type type) =>
        new($"the list's elements are {Noun(value[0].Kind)}, not {type}");

    public static InvalidOperationException HandedOver() => new("the resource was handed over or dropped");

    public static InvalidOperationException NotOwner() => new("only the owner of a resource can hand it over or drop it");

    public static string Noun(ComponentValueKind kind) => kind switch
    {
        ComponentValueKind.None => "nothing",
        ComponentValueKind.ErrorContext => "error-context",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
