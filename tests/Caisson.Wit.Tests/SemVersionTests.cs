using CsCheck;

namespace Caisson.Wit.Tests;

/// <summary>Semantic versioning 2.0, and which version stands in for which.</summary>
public class SemVersionTests
{
    [Theory]
    [InlineData("0.0.0"), InlineData("1.2.3"), InlineData("0.2.0-rc-2023-11-10"), InlineData("1.0.0-alpha.1+build.001"), InlineData("1.0.0+0A.-"), InlineData("18446744073709551615.0.0")]
    public void A_version_reads_as_it_is_written(string text) => Assert.Equal(text, SemVersion.Parse(text).ToString());

    [Theory]
    [InlineData(""), InlineData("1"), InlineData("1.2"), InlineData("1.2.3.4"), InlineData("01.2.3"), InlineData("1.2.3-"), InlineData("1.2.3+"), InlineData("1.2.3-01")]
    [InlineData("1.2.3-a..b"), InlineData("1.2.3-ä"), InlineData(" 1.2.3"), InlineData("1.2.3+a+b"), InlineData("18446744073709551616.0.0"), InlineData("-1.2.3")]
    public void Other_texts_are_no_versions(string text)
    {
        Assert.False(SemVersion.TryParse(text, out _));
        Assert.Throws<FormatException>(() => SemVersion.Parse(text));
    }

    [Fact]
    public void Precedence_is_as_the_standard_lists_it()
    {
        string[] ascending =
        [
            "0.0.0-0", "0.9.9", "1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
            "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.1.0", "2.0.0-x", "2.0.0", "10.0.0",
        ];
        SemVersion[] versions = [.. ascending.Select(SemVersion.Parse)];
        for (int left = 0; left < versions.Length; left++)
        {
            for (int right = 0; right < versions.Length; right++)
            {
                Assert.Equal(left.CompareTo(right), versions[left].CompareTo(versions[right]));
                Assert.Equal(left < right, versions[left] < versions[right]);
                Assert.Equal(left >= right, versions[left] >= versions[right]);
                Assert.Equal(left == right, versions[left] == versions[right]);
            }
        }
    }

    [Fact]
    public void Build_metadata_counts_for_equality_only()
    {
        SemVersion one = SemVersion.Parse("1.0.0+a"), other = SemVersion.Parse("1.0.0+b");
        Assert.Equal(0, one.CompareTo(other));
        Assert.NotEqual(one, other);
    }

    // component-model: Canonical Interface Name
    [Theory]
    [InlineData("", "empty string")]
    [InlineData("1", "unexpected end of input while parsing major version number")]
    [InlineData("1.", "unexpected end of input while parsing minor version number")]
    [InlineData("1.2", "unexpected end of input while parsing minor version number")]
    [InlineData("a", "unexpected character 'a' while parsing major version number")]
    [InlineData("1.2.3.4", "unexpected character '.' after patch version number")]
    [InlineData("1x2", "unexpected character 'x' after major version number")]
    [InlineData("01.2.3", "invalid leading zero in major version number")]
    [InlineData("1.2.3-01", "invalid leading zero in pre-release identifier")]
    [InlineData("1.2.3-", "empty identifier segment in pre-release identifier")]
    [InlineData("1.2.3-a..b", "empty identifier segment in pre-release identifier")]
    [InlineData("1.2.3+", "empty identifier segment in build metadata")]
    [InlineData("18446744073709551616.0.0", "value of major version number exceeds u64::MAX")]
    public void What_is_wrong_is_said(string text, string message)
    {
        Assert.False(SemVersion.TryParse(text, out _, out string? error));
        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("12", true)]
    [InlineData("0.2", true)]
    [InlineData("0.0.3", true)]
    [InlineData("0.0.0", true)]
    [InlineData("0", false)]
    [InlineData("0.0", false)]
    [InlineData("1.2", false)]
    [InlineData("0.2.1", false)]
    [InlineData("01", false)]
    [InlineData("", false)]
    public void Tracks_are_those_that_tell_compatible_versions_apart(string text, bool isTrack) => Assert.Equal(isTrack, SemVersion.IsTrack(text));

    [Theory]
    [InlineData("1.2.3", "1", ".2.3"), InlineData("0.2.6-rc.1", "0.2", ".6-rc.1"), InlineData("0.0.1-alpha", "0.0.1", "-alpha"), InlineData("0.0.0", "0.0.0", ""), InlineData("12.0.0+b", "12", ".0.0+b")]
    public void Compatible_versions_share_a_track(string version, string track, string suffix)
    {
        Assert.Equal(track, SemVersion.Parse(version).Track);
        Assert.Equal(suffix, SemVersion.Parse(version).TrackSuffix);
    }

    [Theory]
    [InlineData("0.2.12", "0.2.4", true), InlineData("0.2.4", "0.2.12", false), InlineData("0.3.0", "0.2.0", false), InlineData("1.9.0", "1.2.3", true)]
    [InlineData("2.0.0", "1.0.0", false), InlineData("0.0.5", "0.0.4", false), InlineData("0.0.4", "0.0.4", true), InlineData("0.2.0-rc.1", "0.2.0-rc.1", true)]
    [InlineData("0.2.0", "0.2.0-rc.1", false), InlineData("0.2.1-rc.1", "0.2.0", false), InlineData("1.0.0+a", "1.0.0+b", true)]
    public void A_version_stands_in_for_older_ones_of_its_track(string offered, string required, bool satisfies) =>
        Assert.Equal(satisfies, SemVersion.Parse(offered).Satisfies(SemVersion.Parse(required)));

    [Fact]
    public void Constructors_reject_what_parsing_rejects()
    {
        Assert.Throws<ArgumentException>(() => new SemVersion(1, 0, 0, "a b"));
        Assert.Throws<ArgumentException>(() => new SemVersion(1, 0, 0, null, "+"));
    }

    [Fact]
    public void Any_version_reads_as_it_is_written()
    {
        Gen<string> identifier = Gen.Char["abcXYZ-019"].Array[1, 6].Select(chars => new string(chars)).Where(text => SemVersion.TryParse($"1.0.0-{text}", out _));
        Gen<string> identifiers = identifier.Array[0, 3].Select(parts => string.Join('.', parts));
        Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong, identifiers, identifiers).Sample((major, minor, patch, preRelease, build) =>
        {
            var version = new SemVersion(major, minor, patch, preRelease, build);
            return SemVersion.Parse(version.ToString()) == version && version.Track + version.TrackSuffix == version.ToString() && version.Satisfies(version);
        });
    }

    [Fact]
    public void Precedence_is_an_order()
    {
        string[] preReleases = ["", "a", "1", "1.a", "a.1"];
        Gen<SemVersion> version = Gen.Select(Gen.ULong[0, 2], Gen.ULong[0, 2], Gen.ULong[0, 2], Gen.Int[0, preReleases.Length - 1].Select(index => preReleases[index]), (a, b, c, pre) => new SemVersion(a, b, c, pre));
        Gen.Select(version, version, version).Sample((a, b, c) =>
            a.CompareTo(b) == -b.CompareTo(a) && (a.CompareTo(b) > 0 || b.CompareTo(c) > 0 || a.CompareTo(c) <= 0));
    }
}
