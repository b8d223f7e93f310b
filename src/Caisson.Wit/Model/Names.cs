namespace Caisson.Wit.Model;

/// <summary>What the constructors of the model check of names.</summary>
internal static class Names
{
    /// <summary>The name, if it is a label.</summary>
    public static string Require(string name, string parameter) =>
        Label.IsValid(name) ? name : throw new ArgumentException($"`{name}` is no label: words of one case, with hyphens between", parameter);

    /// <summary>Checks that names are strongly unique.</summary>
    public static void RequireUnique(IEnumerable<string> names, string parameter)
    {
        if (Repeated(names) is { } repeated) throw new ArgumentException($"`{repeated}` is there twice", parameter);
    }

    /// <summary>The first name that isn't strongly unique, or null.</summary>
    public static string? Repeated(IEnumerable<string> names)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        return names.FirstOrDefault(name => !seen.Add(Label.Unique(name)));
    }
}
