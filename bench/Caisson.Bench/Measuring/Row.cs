namespace Caisson.Bench.Measuring;

/// <summary>One workload on all contenders.</summary>
/// <param name="Name">The workload.</param>
/// <param name="Set">Its set.</param>
/// <param name="Samples">By contender; without those that were left out or failed.</param>
internal sealed record Row(string Name, string Set, IReadOnlyDictionary<string, Sample> Samples)
{
    /// <summary>The best time of one contender over that of another; null when one of them is missing.</summary>
    /// <param name="contender">Whose time.</param>
    /// <param name="over">Over whose.</param>
    public double? Ratio(string contender, string over) =>
        Samples.TryGetValue(contender, out Sample? ours) && Samples.TryGetValue(over, out Sample? theirs) ? ours.Best / theirs.Best : null;

    /// <summary>The largest spread of a contender.</summary>
    public double Spread => Samples.Count == 0 ? 0 : Samples.Values.Max(sample => sample.Spread);
}
