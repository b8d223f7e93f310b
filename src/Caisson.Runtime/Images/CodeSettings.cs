namespace Caisson.Runtime;

/// <summary>What code depends on of an engine's settings, one line each: <c>name=value</c>.</summary>
internal static class CodeSettings
{
    /// <summary>The lines, but for whether there are guard pages.</summary>
    public static string Of(EngineOptions options) => string.Concat((string[])
        [
            "features=", Digits.Of((ulong)options.Features),
            "\ninterruption=", options.Interruption ? "True" : "False",
            "\nfuel=", options.Fuel is not null ? "True" : "False",
            "\nmax-array-bytes=", Digits.Of((ulong)options.MaxArrayBytes),
        ]);

    /// <summary>As <see cref="Of"/>, with the version of this assembly: for code that no identity of a build ties to it.</summary>
    public static string WithVersion(EngineOptions options) => $"version={typeof(CodeSettings).Assembly.GetName().Version}\n{Of(options)}";

    /// <summary>The first lines that differ, for people; null when none do.</summary>
    /// <param name="found">What code was made for.</param>
    /// <param name="wanted">What is here.</param>
    public static string? Difference(string found, string wanted)
    {
        string[] its = found.Split('\n'), here = wanted.Split('\n');
        for (int i = 0; i < Math.Max(its.Length, here.Length); i++)
            if (its.ElementAtOrDefault(i) != here.ElementAtOrDefault(i)) return $"it has {its.ElementAtOrDefault(i) ?? "nothing"}, but here is {here.ElementAtOrDefault(i) ?? "nothing"}";
        return null;
    }
}
