using Caisson.Bench.Measuring;

namespace Caisson.Bench.Tests.Measuring;

/// <summary>The arithmetic under all tables.</summary>
public class StatisticsTests
{
    [Fact]
    public void Best_is_the_smallest() => Assert.Equal(2, new Sample([3, 2, 5]).Best);

    [Fact]
    public void Spread_is_how_far_the_median_is_above_the_best() => Assert.Equal(0.5, new Sample([2, 9, 3]).Spread, 12);

    [Fact]
    public void Spread_of_one_time_is_none() => Assert.Equal(0, new Sample([7]).Spread);

    [Fact]
    public void Median_of_an_even_number_is_between_the_two_in_the_middle() => Assert.Equal(2.5, Statistics.Median([10, 1, 3, 2]));

    [Fact]
    public void Geometric_mean_of_inverse_ratios_is_one() => Assert.Equal(1, Statistics.GeometricMean([4, 0.25, 1])!.Value, 12);

    [Fact]
    public void Geometric_mean_isnt_the_arithmetic_one() => Assert.Equal(2, Statistics.GeometricMean([1, 4])!.Value, 12);

    [Fact]
    public void Geometric_mean_of_nothing_is_null() => Assert.Null(Statistics.GeometricMean([]));

    [Fact]
    public void Ratio_is_of_the_best_times_and_below_one_when_the_first_is_faster()
    {
        var row = new Row("x", "set", new Dictionary<string, Sample> { ["a"] = new([9, 1]), ["b"] = new([4, 5]) });
        Assert.Equal(0.25, row.Ratio("a", "b"));
        Assert.Equal(4, row.Ratio("b", "a"));
        Assert.Null(row.Ratio("a", "c"));
    }
}
