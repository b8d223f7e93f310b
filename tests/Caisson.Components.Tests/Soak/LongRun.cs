using System.Globalization;

namespace Caisson.Components.Tests.Soak;

/// <summary>
/// Operations one after the other, after which nothing may be left. A few thousand with the other tests; as many as the environment variable <c>CAISSON_SOAK</c> says
/// in eng/soak.sh, which also looks at memory, since nothing else uses any then.
/// </summary>
internal static class LongRun
{
    private const int Few = 3000, Batches = 20;

    private const long Tolerance = 2 << 20;

    private static readonly int? Many =
        int.TryParse(Environment.GetEnvironmentVariable("CAISSON_SOAK"), NumberStyles.None, CultureInfo.InvariantCulture, out int set) ? set : null;

    /// <summary>Carries out operations in batches.</summary>
    /// <param name="share">Of how many operations one of these counts for.</param>
    /// <param name="operation">Does something.</param>
    /// <param name="check">Checks after a batch that all is in balance.</param>
    public static async Task Of(int share, Func<Task> operation, Func<Task> check)
    {
        int each = Math.Max(1, (Many ?? Few) / share / Batches);
        long early = 0;
        for (int batch = 0; batch < Batches; batch++)
        {
            for (int i = 0; i < each; i++) await operation();
            await check();
            if (batch == Batches / 4) early = Heap();
        }
        long late = Heap();
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{each * Batches:N0} operations; {early:N0} bytes on the heap after a quarter of them, {late:N0} at the end"));
        if (Many is not null) Assert.InRange(late, 0, early + Tolerance);
    }

    private static long Heap()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
