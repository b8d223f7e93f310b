using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Wasm.Tests.Validation;

/// <summary>Validation by several threads. Not beside other tests: what threads allocate is counted for the process.</summary>
[CollectionDefinition(nameof(ParallelValidationTests), DisableParallelization = true)]
[Collection(nameof(ParallelValidationTests))]
public sealed class ParallelValidationTests
{
    /// <summary>Enough to be worth threads: 4,000 bodies of 400 bytes.</summary>
    private const int Count = 4_000;

    private static readonly byte[] Good = [0, .. Enumerable.Range(0, 130).SelectMany(_ => ModuleBytes.Hex("41 00 1a")), 0x0B];
    private static readonly byte[] Mistyped = [0, .. Enumerable.Range(0, 130).SelectMany(_ => ModuleBytes.Hex("41 00 1a")), 0x1A, 0x0B];
    private static readonly byte[] Malformed = [0, .. Enumerable.Range(0, 130).SelectMany(_ => ModuleBytes.Hex("41 00 1a")), 0xFF, 0x0B];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    public void A_valid_module_is_valid(int threads) => ModuleValidator.Validate(Decode([]), Features.All, threads);

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(1_999)]
    [InlineData(Count - 1)]
    public void The_first_failure_is_reported_whatever_the_threads_do(int first)
    {
        // From the first one on, most are wrong in one way or another.
        ModuleSyntax module = Decode(Enumerable.Range(first, Count - first).Where(i => i == first || i % 3 != 0).ToDictionary(i => i, i => i % 2 == 0 ? Mistyped : Malformed));
        ModuleException expected = Assert.ThrowsAny<ModuleException>(() => ModuleValidator.Validate(module, Features.All));
        for (int round = 0; round < 50; round++)
        {
            ModuleException found = Assert.ThrowsAny<ModuleException>(() => ModuleValidator.Validate(module, Features.All, 4));
            Assert.Equal((expected.GetType(), expected.Message, expected.Offset), (found.GetType(), found.Message, found.Offset));
        }
    }

    [Fact]
    public void No_body_is_left_out()
    {
        for (int wrong = 0; wrong < Count; wrong += 149)
        {
            ModuleSyntax module = Decode(new() { [wrong] = Mistyped });
            InvalidException found = Assert.Throws<InvalidException>(() => ModuleValidator.Validate(module, Features.All, 4));
            Assert.Contains($"function {wrong},", found.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_is_allocated_for_each_body()
    {
        ModuleSyntax module = Decode([]);
        ModuleValidator.Validate(module, Features.All, 4);
        Assert.InRange(Enumerable.Range(0, 10).Min(_ => Allocated(() => ModuleValidator.Validate(module, Features.All, 4))), 0, 16 * Count);

        static long Allocated(Action action)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            action();
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }
    }

    private static ModuleSyntax Decode(Dictionary<int, byte[]> wrong) => new ModuleBytes()
        .Section(SectionId.Type, "01 60 00 00")
        .Section(SectionId.Function, [.. ModuleBytes.Leb(Count), .. new byte[Count]])
        .Code([.. Enumerable.Range(0, Count).Select(i => wrong.GetValueOrDefault(i, Good))])
        .Decode();
}
