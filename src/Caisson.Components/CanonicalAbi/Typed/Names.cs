namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>Names of C# and labels of components: the same but for case and hyphens.</summary>
internal static class Names
{
    public static bool Match(string name, string label)
    {
        int i = 0;
        foreach (char c in label)
        {
            if (c == '-') continue;
            if (i == name.Length || char.ToUpperInvariant(name[i++]) != char.ToUpperInvariant(c)) return false;
        }

        return i == name.Length;
    }
}
