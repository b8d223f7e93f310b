namespace Caisson.Bench.Measuring;

/// <summary>The times of one contender on one workload.</summary>
/// <param name="Times">Milliseconds, at least one.</param>
internal sealed record Sample(IReadOnlyList<double> Times)
{
    /// <summary>The fastest: what is left when nothing disturbs.</summary>
    public double Best => Times.Min();

    /// <summary>How far the median is above the best, as a part of it: large where the machine was busy.</summary>
    public double Spread => Best > 0 ? (Statistics.Median(Times) / Best) - 1 : 0;
}

/// <summary>The means that the tables are made of.</summary>
internal static class Statistics
{
    /// <summary>The geometric mean, or null of nothing.</summary>
    /// <param name="values">Positive numbers.</param>
    public static double? GeometricMean(IEnumerable<double> values) =>
        values.ToArray() is { Length: > 0 } all ? Math.Exp(all.Average(Math.Log)) : null;

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    /// <param name="values">At least one.</param>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
