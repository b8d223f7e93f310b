namespace Caisson.Bench.Instances;

/// <summary>The tables of docs/instances.md, each group between two marks.</summary>
internal static class InstancePage
{
    private const string Modules = "instances --write", Components = "instances --components --write", End = "<!-- end -->";

    /// <summary>Measures modules and prints.</summary>
    /// <param name="write">Whether the page gets the tables, too.</param>
    public static void Run(bool write) => Tell(Modules, $"{InstanceBench.Circumstances()}\n{InstanceBench.Run()}\n{InstanceDensity.Run()}", write);

    /// <summary>Measures components and prints.</summary>
    /// <param name="write">Whether the page gets the tables, too.</param>
    public static void RunComponents(bool write) =>
        Tell(Components, $"{InstanceBench.Circumstances()}\n{InstanceBench.RunComponents()}\n{InstanceDensity.RunComponents()}\n{ServeBench.Run()}", write);

    private static void Tell(string command, string tables, bool write)
    {
        Console.WriteLine(tables);
        if (!write) return;
        string mark = $"<!-- measured: dotnet run -c Release --project bench/Caisson.Bench -- {command} -->\n";
        string page = Path.Combine(Places.Repository, "docs", "instances.md"), text = File.ReadAllText(page);
        int begin = text.IndexOf(mark, StringComparison.Ordinal) + mark.Length, end = text.IndexOf(End, begin, StringComparison.Ordinal);
        File.WriteAllText(page, $"{text[..begin]}\n{tables}\n{text[end..]}");
    }
}
