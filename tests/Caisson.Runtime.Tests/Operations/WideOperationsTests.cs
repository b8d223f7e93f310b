using System.Numerics;
using Caisson.Runtime.Operations;

namespace Caisson.Runtime.Tests.Operations;

public sealed class WideOperationsTests
{
    private readonly Samples _samples = new(1);

    [Fact]
    public void Sums_equal_the_reference() =>
        Check((a, b) => (Whole(a) + Whole(b), WideOperations.I64Add128(a[0], a[1], b[0], b[1], out long high), high));

    [Fact]
    public void Differences_equal_the_reference() =>
        Check((a, b) => (Whole(a) - Whole(b), WideOperations.I64Sub128(a[0], a[1], b[0], b[1], out long high), high));

    [Fact]
    public void Signed_products_equal_the_reference() =>
        Check((a, b) => ((BigInteger)a[0] * b[0], WideOperations.I64MulWideS(a[0], b[0], out long high), high));

    [Fact]
    public void Unsigned_products_equal_the_reference() =>
        Check((a, b) => ((BigInteger)(ulong)a[0] * (ulong)b[0], WideOperations.I64MulWideU(a[0], b[0], out long high), high));

    private static BigInteger Whole(long[] halves) => ((BigInteger)(ulong)halves[1] << 64) + (ulong)halves[0];

    private void Check(Func<long[], long[], (BigInteger Expected, long Low, long High)> operation)
    {
        for (int i = 0; i < 10_000; i++)
        {
            (BigInteger expected, long low, long high) = operation([Next(), Next()], [Next(), Next()]);
            Assert.Equal((Bits.Wrap(expected, 64), Bits.Wrap(expected >> 64, 64)), ((ulong)low, (ulong)high));
        }
    }

    private long Next() => (long)_samples.Next(typeof(long), 64);
}
