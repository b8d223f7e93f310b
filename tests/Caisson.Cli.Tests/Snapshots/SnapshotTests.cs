namespace Caisson.Cli.Tests.Snapshots;

/// <summary>Command lines and all that they print.</summary>
public class SnapshotTests
{
    public static TheoryData<string> Names => [.. Snapshot.Names];

    [Theory, MemberData(nameof(Names))]
    public Task Prints_what_the_snapshot_says(string name) => Snapshot.CheckAsync(name, TestContext.Current.CancellationToken);
}
