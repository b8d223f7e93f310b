using System.Globalization;

namespace Caisson.Runtime;

/// <summary>What code depends on of an engine's settings, one line each: <c>name=value</c>.</summary>
internal static class CodeSettings
{
    /// <summary>The lines, but for whether there are guard pages.</summary>
    public static string Of(EngineOptions options) => string.Create(CultureInfo.InvariantCulture, $"""
        version={typeof(CodeSettings).Assembly.GetName().Version}
        features={(ulong)options.Features:x}
        interruption={options.Interruption}
        fuel={options.Fuel is not null}
        max-array-bytes={options.MaxArrayBytes}
        """);

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
