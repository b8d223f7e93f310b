namespace Caisson.Bench.Instances;

/// <summary>The tables of docs/instances.md, between two marks.</summary>
internal static class InstancePage
{
    private const string Begin = "<!-- measured: dotnet run -c Release --project bench/Caisson.Bench -- instances --write -->\n", End = "<!-- end -->";

    /// <summary>Measures and prints.</summary>
    /// <param name="write">Whether the page gets the tables, too.</param>
    public static void Run(bool write)
    {
        string tables = $"{InstanceBench.Circumstances()}\n{InstanceBench.Run()}\n{InstanceDensity.Run()}";
        Console.WriteLine(tables);
        if (!write) return;
        string page = Path.Combine(Places.Repository, "docs", "instances.md"), text = File.ReadAllText(page);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, end = text.IndexOf(End, StringComparison.Ordinal);
        File.WriteAllText(page, $"{text[..begin]}\n{tables}\n{text[end..]}");
    }
}
