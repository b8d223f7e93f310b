using Caisson.Runtime;

namespace Caisson.Compiler.Tests.Lowering;

/// <summary>
/// What a module takes to compile grows as the module does, whatever its shape. Measured by allocated memory, which is the same in each run.
/// </summary>
public sealed class LinearityTests
{
    /// <summary>Twice would be linear, four times a square.</summary>
    private const double Most = 2.6;

    /// <summary>Allocated for a byte of a module, at most. Far above what is usual, far below what a square would need.</summary>
    private const int MostForByte = 64 * 1024;

    private static readonly Engine Engine = new();

    public static TheoryData<string> Shapes => [.. HostileShapes.All.Keys];

    public static TheoryData<string> DataShapes => [.. HostileShapes.Data.Keys];

    [Theory, MemberData(nameof(Shapes))]
    public void Code(string shape)
    {
        int size = HostileShapes.Size(shape);
        Check(HostileShapes.All[shape](size), HostileShapes.All[shape](2 * size), bytes => Engine.Compile(bytes).CompileAll(TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(DataShapes))]
    public void Data(string shape) =>
        Check(HostileShapes.Data[shape](40_000), HostileShapes.Data[shape](80_000), bytes => Engine.Compile(bytes).Instantiate());

    [Fact]
    public void A_million_functions_start_at_once_and_are_compiled_as_they_are_called()
    {
        const int Count = 1_000_000;
        byte[] bytes = HostileShapes.Functions(Count);
        Assert.InRange(Allocated(bytes, bytes => Engine.Compile(bytes).Instantiate()), 0, 200L * Count);
    }

    [Fact]
    public void Loops_nested_too_deep_are_an_error() => Assert.Contains(
        "function 1 nests loops deeper than this version of Caisson can compile: the limit is 10000",
        Refused(HostileShapes.All["loops that go on, one in the other"](10_001)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("calls with a thousand parameters and results")]
    [InlineData("blocks with a thousand parameters and results")]
    public void Too_many_values_that_move_are_an_error(string shape) => Assert.Contains(
        "function 0 has more parameters and results of blocks and calls, all in all, than this version of Caisson can compile",
        Refused(HostileShapes.All[shape](1_000)),
        StringComparison.Ordinal);

    private static string Refused(byte[] bytes) =>
        Assert.Throws<NotSupportedException>(() => Engine.Compile(bytes).CompileAll(TestContext.Current.CancellationToken)).Message;

    private static void Check(byte[] bytes, byte[] twice, Action<byte[]> action)
    {
        // What is made once for all isn't this module's.
        action(bytes);
        long one = Allocated(bytes, action), two = Allocated(twice, action);
        Assert.InRange(two, 0, Most * one);
        Assert.InRange(two, 0, (long)MostForByte * twice.Length);
    }

    private static long Allocated(byte[] bytes, Action<byte[]> action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action(bytes);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
