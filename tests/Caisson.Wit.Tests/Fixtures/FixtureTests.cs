using Caisson.Tests;
using Caisson.Wit.Encoding;
using Caisson.Wit.Model;
using Caisson.Wit.Printing;

namespace Caisson.Wit.Tests.Fixtures;

/// <summary>The WIT of WASI, and packages that test tools: each is resolved, printed, encoded, and comes back the same.</summary>
public class FixtureTests
{
    private const int Count = 54;

    public static TheoryData<string> Names => [.. Fixture.All.Select(fixture => fixture.Name)];

    public static TheoryData<string> Taken => [.. Fixture.All.Select(fixture => fixture.Name).Where(name => !Exclusions.Errors.ContainsKey(name))];

    [Fact]
    public void All_are_there()
    {
        Suites.Find("wit");
        Assert.Equal(Count, Fixture.All.Count);
        Assert.Empty(Exclusions.Errors.Keys.Except(Fixture.All.Select(fixture => fixture.Name)));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Resolves_unless_excluded(string name)
    {
        Fixture fixture = Find(name);
        if (!Exclusions.Errors.TryGetValue(name, out string? expected))
        {
            Assert.NotEmpty(fixture.Resolve().Packages);
            return;
        }

        WitException error = Assert.Throws<WitException>(fixture.Resolve);
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Position);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Taken))]
    public void Comes_back_from_text(string name)
    {
        WitResolution all = Find(name).Resolve();
        WitResolution again = WitResolver.Resolve(WitInput.FromText(WitPrinter.Print(all)), Packages.All);
        Assert.Equal(all.Packages.Count, again.Packages.Count);
        foreach (WitPackage package in all.Packages)
        {
            WitPackage same = again.Packages.Single(other => other.Name.Equals(package.Name));
            Assert.Equal(ModelText.Of(package), ModelText.Of(same));
            Assert.Equal(WitPrinter.Print(package), WitPrinter.Print(same));
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Taken))]
    public void Comes_back_from_bytes(string name)
    {
        foreach (WitPackage package in Find(name).Resolve().Packages)
        {
            byte[] bytes = WitEncoder.Encode(package);
            if (package.Interfaces.Count + package.Worlds.Count == 0) continue;
            WitPackage again = WitDecoder.Decode(bytes).Main;
            Assert.Equal(ModelText.Of(package), ModelText.Of(again));
            Assert.Equal(bytes, WitEncoder.Encode(again));
        }
    }

    private static Fixture Find(string name) => Fixture.All.Single(fixture => fixture.Name == name);
}
