namespace Caisson.Wit;

/// <summary>
/// A version as semantic versioning 2.0 defines it, and the rule by which one version stands in for another. Immutable; compared by
/// precedence, except that equality also takes build metadata into account.
/// </summary>
public sealed class SemVersion : IEquatable<SemVersion>, IComparable<SemVersion>
{
    /// <summary>A version.</summary>
    /// <param name="major">Changes that break.</param>
    /// <param name="minor">Additions.</param>
    /// <param name="patch">Repairs.</param>
    /// <param name="preRelease">What stands after <c>-</c>; null or empty for a release.</param>
    /// <param name="build">What stands after <c>+</c>; null or empty for none.</param>
    /// <exception cref="ArgumentException">An identifier of the pre-release or the build is malformed.</exception>
    public SemVersion(ulong major, ulong minor, ulong patch, string? preRelease = null, string? build = null)
    {
        (Major, Minor, Patch, PreRelease, Build) = (major, minor, patch, preRelease ?? "", build ?? "");
        bool isPreRelease = PreRelease.Length == 0 || SemVersionParser.AreIdentifiers(PreRelease, numbersAreCanonical: true);
        bool isBuild = Build.Length == 0 || SemVersionParser.AreIdentifiers(Build, numbersAreCanonical: false);
        if (!isPreRelease) throw new ArgumentException($"`{PreRelease}` is no pre-release", nameof(preRelease));
        if (!isBuild) throw new ArgumentException($"`{Build}` is no build metadata", nameof(build));
    }

    /// <summary>Changes that break.</summary>
    public ulong Major { get; }

    /// <summary>Additions; changes that break, while <see cref="Major"/> is 0.</summary>
    public ulong Minor { get; }

    /// <summary>Repairs; changes that break, while all before it are 0.</summary>
    public ulong Patch { get; }

    /// <summary>What stands after <c>-</c>; empty for a release.</summary>
    public string PreRelease { get; }

    /// <summary>What stands after <c>+</c>; empty for none.</summary>
    public string Build { get; }

    /// <summary>
    /// The part of the version that all compatible ones share: <c>1</c> of 1.2.3, <c>0.2</c> of 0.2.12, <c>0.0.4</c> of 0.0.4.
    /// component-model: canonversion
    /// </summary>
    public string Track => Major > 0 ? $"{Major}" : Minor > 0 ? $"0.{Minor}" : $"0.0.{Patch}";

    /// <summary>What follows <see cref="Track"/> in the version: <c>.12</c> of 0.2.12. component-model: semversuffix</summary>
    public string TrackSuffix => ToString().Substring(Track.Length);

    /// <summary>Reads a version.</summary>
    /// <param name="text">Such as <c>0.2.12</c> or <c>1.0.0-rc.1+build.5</c>.</param>
    /// <param name="version">The version, or null.</param>
    /// <returns>Whether <paramref name="text"/> is a version and nothing else.</returns>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SemVersion? version) =>
        TryParse(text, out version, out _);

    /// <summary>Reads a version, or says why a text is none.</summary>
    /// <param name="text">Such as <c>0.2.12</c> or <c>1.0.0-rc.1+build.5</c>.</param>
    /// <param name="version">The version, or null.</param>
    /// <param name="error">What is wrong with the text; null for nothing.</param>
    /// <returns>Whether <paramref name="text"/> is a version and nothing else.</returns>
    public static bool TryParse(
        string? text,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SemVersion? version,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? error) =>
        (version = SemVersionParser.Parse(text ?? "", out error)) is not null;

    /// <summary>Whether a text is the <see cref="Track"/> of some version, as <c>1</c>, <c>0.2</c> or <c>0.0.4</c>. component-model: canonversion</summary>
    /// <param name="text">A text.</param>
    public static bool IsTrack(string text)
    {
        if (text is null) throw new ArgumentNullException(nameof(text));
        string[] numbers = text.Split('.');
        if (numbers.Length > 3 || !numbers.All(SemVersionParser.IsNumber)) return false;
        return numbers.Length switch
        {
            1 => numbers[0] != "0",
            2 => numbers[0] == "0" && numbers[1] != "0",
            _ => numbers[0] == "0" && numbers[1] == "0",
        };
    }

    /// <summary>Reads a version.</summary>
    /// <param name="text">Such as <c>0.2.12</c>.</param>
    /// <exception cref="FormatException"><paramref name="text"/> is no version.</exception>
    public static SemVersion Parse(string text) =>
        TryParse(text, out SemVersion? version) ? version : throw new FormatException($"`{text}` is no version of the form MAJOR.MINOR.PATCH");

    /// <summary>
    /// Whether who asks for <paramref name="required"/> can be given this version: it is on the same <see cref="Track"/> and not older.
    /// A pre-release promises nothing, so that it stands in for nothing else, and nothing else for it.
    /// </summary>
    /// <param name="required">What is asked for.</param>
    public bool Satisfies(SemVersion required)
    {
        if (required is null) throw new ArgumentNullException(nameof(required));
        if (PreRelease.Length > 0 || required.PreRelease.Length > 0) return CompareTo(required) == 0;
        return Track == required.Track && CompareTo(required) >= 0;
    }

    /// <summary>Precedence: numbers first, a pre-release before its release; build metadata doesn't count.</summary>
    /// <param name="other">Another version.</param>
    public int CompareTo(SemVersion? other)
    {
        if (other is null) return 1;
        int order = Major.CompareTo(other.Major);
        if (order == 0) order = Minor.CompareTo(other.Minor);
        if (order == 0) order = Patch.CompareTo(other.Patch);
        return order != 0 ? order : SemVersionParser.ComparePreReleases(PreRelease, other.PreRelease);
    }

    /// <inheritdoc/>
    public bool Equals(SemVersion? other) => other is not null && CompareTo(other) == 0 && Build == other.Build;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SemVersion);

    /// <inheritdoc/>
    public override int GetHashCode() => (Major, Minor, Patch, PreRelease, Build).GetHashCode();

    /// <summary>The version as it is written.</summary>
    public override string ToString() =>
        $"{Major}.{Minor}.{Patch}{(PreRelease.Length > 0 ? "-" + PreRelease : "")}{(Build.Length > 0 ? "+" + Build : "")}";

    /// <summary>Equality with build metadata.</summary>
    public static bool operator ==(SemVersion? left, SemVersion? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Inequality with build metadata.</summary>
    public static bool operator !=(SemVersion? left, SemVersion? right) => !(left == right);

    /// <summary>Precedence.</summary>
    public static bool operator <(SemVersion? left, SemVersion? right) => Comparer<SemVersion>.Default.Compare(left!, right!) < 0;

    /// <summary>Precedence.</summary>
    public static bool operator >(SemVersion? left, SemVersion? right) => right < left;

    /// <summary>Precedence.</summary>
    public static bool operator <=(SemVersion? left, SemVersion? right) => !(right < left);

    /// <summary>Precedence.</summary>
    public static bool operator >=(SemVersion? left, SemVersion? right) => !(left < right);
}
