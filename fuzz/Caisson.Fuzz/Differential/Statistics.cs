namespace Caisson.Fuzz.Differential;

/// <summary>What was run and what calls came to; tells whether the generator makes modules worth running. Names count.</summary>
internal sealed class Statistics
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public long this[string name] => _counts.GetValueOrDefault(name);

    public IEnumerable<KeyValuePair<string, long>> Counts => _counts;

    public void Add(string name, long count = 1) => _counts[name] = this[name] + count;

    public void Asked(List<Opinion> opinions)
    {
        foreach (Opinion opinion in opinions) Add($"asked {opinion.Name}");
    }

    public void Ended(Outcome outcome) => Add(outcome.Kind switch
    {
        Outcome.Returned => "calls returned",
        Outcome.Thrown => "calls threw",
        Outcome.Limit => "calls given up",
        var trap => $"trap {trap}",
    });

    /// <summary>Adds what another one counted.</summary>
    public void Add(Statistics other)
    {
        foreach ((string name, long count) in other.Counts) Add(name, count);
    }

    public override string ToString() => string.Join('\n', _counts.Select(pair => $"{pair.Key}: {pair.Value}"));
}
