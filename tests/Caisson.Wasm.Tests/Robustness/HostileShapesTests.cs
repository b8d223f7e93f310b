using System.Diagnostics;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Tests.Robustness;

/// <summary>Modules that are small or plain, and would cost a careless implementation its stack, its memory or its time.</summary>
public sealed class HostileShapesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private const long Memory = 256L << 20;

    [Fact]
    public void Blocks_nested_100_000_deep() =>
        Bounded(() => Function([.. Repeat([0x02, 0x40], 100_000), .. Repeat([0x0B], 100_001)]).Validate());

    [Fact]
    public void Blocks_nested_deeper_than_the_limit() =>
        Bounded(() => Function([.. Repeat([0x02, 0x40], ImplementationLimits.Nesting)]).Invalid("blocks are nested deeper than"));

    [Fact]
    public void Blocks_nested_in_a_constant_expression() => Bounded(() => new ModuleBytes()
        .Section(SectionId.Global, [0x01, 0x7F, 0x00, .. Repeat([0x02, 0x40], 100_000), .. Repeat([0x0B], 100_001)])
        .Invalid("constant expression required"));

    [Fact]
    public void A_branch_table_of_a_million_labels() => Bounded(() =>
        Function([0x02, 0x40, 0x41, 0x00, 0x0E, .. ModuleBytes.Leb(1_000_000), .. Repeat([0x00], 1_000_001), 0x0B, 0x0B]).Validate());

    [Fact]
    public void A_branch_table_to_blocks_of_1000_results()
    {
        byte[] blocks = [.. Repeat([0x02, 0x00], 1000)];
        byte[] table = [0x0E, .. ModuleBytes.Leb(100_000), .. Repeat([.. Enumerable.Range(0, 100).Select(i => (byte)i)], 1000), 0x00];
        byte[] ends = [.. Repeat([0x0B], 1001)];
        ModuleBytes module = ThousandResults().Section(SectionId.Function, "01 00").Code([0x00, .. blocks, .. Repeat([0x41, 0x00], 1001), .. table, .. ends]);
        Bounded(() => module.Validate());
    }

    [Fact]
    public void Calls_that_pile_up_operands() => Bounded(() =>
    {
        ModuleBytes module = ThousandResults().Section(SectionId.Function, "01 00").Code([0x00, .. Repeat([0x10, 0x00], 1_000_000), 0x0B]);
        module.Invalid("more than 1000000 operands on the stack");
    });

    [Fact]
    public void Functions_with_50_000_locals_each()
    {
        const int functions = 20_000;
        byte[] body = [0x02, 0xCF, 0x86, 0x03, 0x7F, 0x01, 0x64, 0x70, 0x20, 0xCF, 0x86, 0x03 - 0x01, 0x1A, 0x0B];
        ModuleBytes module = new ModuleBytes().Section(SectionId.Type, "01 60 00 00")
            .Section(SectionId.Function, [.. Enumerable.Repeat((byte[])[0], functions)]).Code([.. Enumerable.Repeat(body, functions)]);
        Bounded(() => module.Validate());
    }

    [Fact]
    public void Parameters_and_locals_together_are_limited() => ModuleBytes.Function("01 7f 00", "0b", locals: "01 d0 86 03 7f").Invalid("too many locals: 50001");

    [Fact]
    public void Structures_that_refer_to_each_other_1000_deep() => Bounded(() => new ModuleBytes().Section(SectionId.Type,
        [.. Enumerable.Range(0, 1000).Select(i => (byte[])[0x5F, 0x01, 0x63, .. i == 0 ? [0x6E] : ModuleBytes.SignedLeb(i - 1), 0x00])]).Validate());

    [Fact]
    public void A_recursion_group_of_100_000_types()
    {
        const int types = 100_000;
        byte[] group = [0x4E, .. ModuleBytes.Leb(types), .. Repeat([0x5F, 0x01, 0x63, .. ModuleBytes.SignedLeb(types - 1), 0x01], types)];
        Bounded(() => new ModuleBytes().Section(SectionId.Type, [0x02, .. group, .. group]).Validate());
    }

    [Fact]
    public void Supertypes_that_go_round_in_a_circle() => new ModuleBytes().Section(SectionId.Type, """
        01 4e 03
        50 01 01 5f 00
        50 01 00 5f 00
        50 00 5f 01 63 00 00
        """).Invalid("forward use of type 1");

    [Theory]
    [InlineData(SectionId.Type)]
    [InlineData(SectionId.Import)]
    [InlineData(SectionId.Function)]
    [InlineData(SectionId.Table)]
    [InlineData(SectionId.Memory)]
    [InlineData(SectionId.Tag)]
    [InlineData(SectionId.Global)]
    [InlineData(SectionId.Export)]
    [InlineData(SectionId.Element)]
    [InlineData(SectionId.Code)]
    [InlineData(SectionId.Data)]
    public void Counts_beyond_the_bytes_are_not_believed(SectionId id) =>
        Bounded(() => new ModuleBytes().Section(id, "ff ff ff ff 0f 00 00").Malformed("length out of bounds"), 64 << 10);

    [Fact]
    public void Names_are_read_only_on_demand()
    {
        byte[] names = [.. Repeat([0x00, 0x00], 1_000_000)];
        byte[] map = [.. ModuleBytes.Leb(1_000_000), .. names];
        ModuleBytes module = new ModuleBytes().Section(SectionId.Custom, [0x04, .. "name"u8, 0x01, .. ModuleBytes.Leb((uint)map.Length), .. map]);
        ReadOnlyMemory<byte> bytes = module.ToArray();
        Bounded(() => Wasm.Binary.ModuleDecoder.Decode(bytes, Features.All), 64 << 10);
        Bounded(() => Assert.Empty(Wasm.Binary.ModuleDecoder.Decode(bytes, Features.All).Names.Functions));
    }

    [Fact]
    public void Many_exports_and_segments()
    {
        byte[][] exports = [.. Enumerable.Range(0, 100_000).Select(i => (byte[])[0x03, (byte)(i >> 14 & 0x7F), (byte)(i >> 7 & 0x7F), (byte)(i & 0x7F), 0x02, 0x00])];
        ModuleBytes module = new ModuleBytes().Section(SectionId.Memory, "01 00 01").Section(SectionId.Export, exports)
            .Section(SectionId.Data, [.. Enumerable.Repeat(ModuleBytes.Hex("00 41 00 0b 00"), 100_000)]);
        Bounded(() => module.Validate());
    }

    private static ModuleBytes ThousandResults() =>
        new ModuleBytes().Section(SectionId.Type, [0x01, 0x60, 0x00, .. ModuleBytes.Leb(1000), .. Repeat([0x7F], 1000)]);

    private static ModuleBytes Function(byte[] body) => new ModuleBytes().Section(SectionId.Type, "01 60 00 00")
        .Section(SectionId.Function, "01 00").Code([0x00, .. body]);

    private static IEnumerable<byte> Repeat(byte[] bytes, int times) => Enumerable.Repeat(bytes, times).SelectMany(item => item);

    private static void Bounded(Action action, long memory = Memory)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        action();
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Patience);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, memory);
    }
}
