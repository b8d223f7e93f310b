namespace Caisson.Fuzz.Generation;

/// <summary>A sequence of choices that its seed determines.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int count) => _random.Next(count);

    /// <summary>From one number up to another, both included.</summary>
    public int Between(int least, int most) => _random.Next(least, most + 1);

    public bool OneIn(int count) => _random.Next(count) == 0;

    public long Any64() => _random.NextInt64(long.MinValue, long.MaxValue);

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>One of several things to do, by weight.</summary>
    public Action Pick(params ReadOnlySpan<(int Weight, Action Action)> choices)
    {
        int total = 0;
        foreach ((int weight, _) in choices) total += weight;
        int left = _random.Next(total);
        foreach ((int weight, Action action) in choices)
        {
            if (left < weight) return action;
            left -= weight;
        }
        return choices[^1].Action;
    }
}
