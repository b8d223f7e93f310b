namespace Caisson.Components.Validation;

/// <summary>Kinds of names of imports and exports. spec: externname</summary>
internal enum NameKind
{
    Label,
    Constructor,
    Method,
    Static,
    Interface,
}

/// <summary>The name of an import or export, understood. spec: externname</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The whole.</param>
/// <param name="Resource">The label of the resource that a constructor, method or static function belongs to.</param>
/// <param name="Version">The version of an interface; null for none.</param>
internal sealed record ParsedName(NameKind Kind, string Name, string? Resource = null, string? Version = null)
{
    private const string Constructor = "[constructor]", Method = "[method]", Static = "[static]";

    /// <summary>What is different for any two strongly unique names. spec: strongly-unique</summary>
    public string Canonical
    {
        get
        {
            string lower = Name.ToLowerInvariant();
            if (Kind is not (NameKind.Method or NameKind.Static)) return lower;
            string plain = lower[(lower.IndexOf(']') + 1)..];
            int dot = plain.IndexOf('.');
            return plain.AsSpan(0, dot).SequenceEqual(plain.AsSpan(dot + 1)) ? plain[..dot] : plain;
        }
    }

    /// <summary>Parses a name; null, and why, when it is none.</summary>
    public static ParsedName? Parse(string name, out string? error)
    {
        if (name.StartsWith(Constructor, StringComparison.Ordinal))
        {
            string resource = name[Constructor.Length..];
            error = CheckLabel(resource);
            return error is null ? new(NameKind.Constructor, name, resource) : null;
        }
        if (name.StartsWith(Method, StringComparison.Ordinal)) return ParseMember(NameKind.Method, name, Method.Length, out error);
        if (name.StartsWith(Static, StringComparison.Ordinal)) return ParseMember(NameKind.Static, name, Static.Length, out error);
        if (name.Contains(':')) return ParseInterface(name, out error);
        error = CheckLabel(name);
        return error is null ? new(NameKind.Label, name) : null;
    }

    private static ParsedName? ParseMember(NameKind kind, string name, int start, out string? error)
    {
        int dot = name.IndexOf('.', start);
        if (dot < 0)
        {
            error = "failed to find `.` character";
            return null;
        }
        string resource = name[start..dot];
        error = CheckLabel(resource) ?? CheckLabel(name[(dot + 1)..]);
        return error is null ? new(kind, name, resource) : null;
    }

    /// <summary>spec: interfacename</summary>
    private static ParsedName? ParseInterface(string name, out string? error)
    {
        string rest = name;
        string? version = null;
        error = Take(ref rest, lowercase: true) ?? Expect(ref rest, ':') ?? Take(ref rest, lowercase: true);
        if (error is null && !rest.StartsWith('/')) error = "expected `/` after package name";
        if (error is null)
        {
            rest = rest[1..];
            error = Take(ref rest, lowercase: false);
        }
        if (error is null && rest.StartsWith('@')) (version, rest) = (rest[1..], "");
        if (error is null && rest.Length > 0) error = $"trailing characters found: `{rest}`";
        return error is null ? new(NameKind.Interface, name, Version: version) : null;
    }

    private static string? Take(ref string rest, bool lowercase)
    {
        int length = KebabCase.CountLabelCharacters(rest);
        string label = rest[..length];
        rest = rest[length..];
        if (CheckLabel(label) is { } error) return error;
        foreach (char letter in lowercase ? label : "")
            if (char.IsAsciiLetterUpper(letter)) return $"character `{letter}` is not lowercase in package name/namespace";
        return null;
    }

    private static string? Expect(ref string rest, char expected)
    {
        if (!rest.StartsWith(expected)) return $"expected `{expected}` at `{rest}`";
        rest = rest[1..];
        return null;
    }

    private static string? CheckLabel(string label) => KebabCase.IsLabel(label) ? null : $"`{label}` is not in kebab case";
}
