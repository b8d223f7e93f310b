namespace Caisson.Cli.Tests.RealWorld;

/// <summary>
/// The entries that are known not to pass, in two parts: debt, and by design. One that starts to pass fails its test, so that
/// the list can only shrink.
/// </summary>
internal static class Exclusions
{
    private static readonly Dictionary<string, string> Reasons = Read();

    /// <summary>Runs the test of an entry; for an excluded one, expects it to fail.</summary>
    public static async Task RunAsync(string entry, Func<Task> test)
    {
        if (!Reasons.TryGetValue(entry, out string? reason))
        {
            await test();
            return;
        }

        Exception? failure = await Record.ExceptionAsync(test);
        Assert.True(failure is not null, $"\"{entry}\" passes now: take it out of exclusions.txt");
        Assert.Skip($"{reason}: {failure.Message.Split('\n')[0]}");
    }

    // A line is a heading in brackets, or an entry, two spaces and the reason.
    private static Dictionary<string, string> Read()
    {
        Dictionary<string, string> reasons = [];
        string part = "";
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "RealWorld", "exclusions.txt")))
        {
            if (line.StartsWith('[')) part = line.Trim('[', ']');
            else if (line.Split("  ", 2) is [var entry, var reason]) reasons.Add(entry, $"{part}, {reason}");
        }

        return reasons;
    }
}
