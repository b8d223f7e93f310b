using Caisson.Wit.Resolution;

namespace Caisson.Wit;

/// <summary>Texts to packages: parses, finds what names mean, and checks that it makes sense. Thread-safe.</summary>
public static class WitResolver
{
    /// <summary>Resolves a package and all that it depends on.</summary>
    /// <param name="input">The texts.</param>
    /// <param name="options">What of them is to be there. Default: all stable items.</param>
    /// <exception cref="WitException">A text isn't WIT, or means nothing: where and why.</exception>
    public static WitResolution Resolve(WitInput input, ResolveOptions? options = null)
    {
        if (input is null) throw new ArgumentNullException(nameof(input));
        options ??= ResolveOptions.Default;
        PackageTable table = PackageTable.Collect(input);
        return new PackageResolver(table, options).Resolve();
    }

    /// <summary>Resolves a text, with all stable items.</summary>
    /// <param name="text">The text of a package, and in braces of those that it depends on.</param>
    /// <exception cref="WitException">The text isn't WIT, or means nothing: where and why.</exception>
    public static WitResolution Resolve(string text) => Resolve(WitInput.FromText(text));
}
