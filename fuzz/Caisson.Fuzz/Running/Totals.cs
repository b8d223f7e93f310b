using Caisson.Fuzz.Differential;

namespace Caisson.Fuzz.Running;

/// <summary>What all runs of a target counted, in a small text file; with the seed where the next run goes on.</summary>
internal sealed class Totals
{
    private const string NextSeedName = "next seed";
    private readonly string _path;

    public Totals(string folder, string target)
    {
        Directory.CreateDirectory(folder);
        _path = Path.Combine(folder, $"{target}.totals");
        Progress.AddCounts(_path, Statistics);
        NextSeed = (int)Statistics[NextSeedName];
        Statistics.Add(NextSeedName, -NextSeed);
    }

    public Statistics Statistics { get; } = new();

    public int NextSeed { get; set; }

    public void Save() =>
        File.WriteAllText(_path, $"# all runs\n{string.Join('\n', Statistics.Counts.Where(pair => pair.Key != NextSeedName).Select(pair => $"{pair.Key}: {pair.Value}"))}\n{NextSeedName}: {NextSeed}\n");
}
