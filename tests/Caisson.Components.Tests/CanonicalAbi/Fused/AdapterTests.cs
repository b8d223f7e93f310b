using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;
using Caisson.Components.Values;
using CsCheck;

namespace Caisson.Components.Tests.CanonicalAbi.Fused;

/// <summary>Adapters do what the interpreter does: the same core values, the same bytes in both memories, the same allocations, the same traps.</summary>
public sealed class AdapterTests
{
    private static readonly Gen<StringEncoding> Encoding = Gen.Int[0, 2].Select(i => (StringEncoding)i);

    private static readonly Gen<AdapterCase> Case = Gen.Select(
        Gen.OneOf(Generators.Typed.Array[0, 5], Generators.Typed.Array[12, 20]),
        Gen.OneOf(Gen.Const(Array.Empty<(ComponentValType, ComponentValue)>()), Generators.Typed.Array[1]),
        Encoding,
        Encoding,
        Gen.Int[0, 7]).Select((parameters, result, from, to, flags) =>
            new AdapterCase(parameters, result, from, to, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0));

    [Fact]
    public void Values_arrive_as_the_interpreter_passes_them() => Case.Sample(
        c =>
        {
            AdapterOutcome expected = AdapterRun.Interpret(c, null), found = AdapterRun.Fuse(c, null);
            Assert.Null(expected.Trap);
            Assert.Null(found.Trap);
            Assert.Equal(expected.Arguments, found.Arguments);
            Assert.Equal(expected.Results, found.Results);
            Assert.Equal(expected.CalleeAllocations, found.CalleeAllocations);
            Assert.Equal(expected.CallerAllocations, found.CallerAllocations);
            Assert.True(expected.CalleeBytes.AsSpan().SequenceEqual(found.CalleeBytes));
            Assert.True(expected.CallerBytes.AsSpan().SequenceEqual(found.CallerBytes));
        },
        iter: 400);

    [Fact]
    public void What_is_no_value_traps_as_in_the_interpreter()
    {
        int traps = 0;
        Gen.Select(Case, Gen.ULong).Sample(
            (c, seed) =>
            {
                AdapterOutcome expected = AdapterRun.Interpret(c, seed), found = AdapterRun.Fuse(c, seed);
                Assert.Equal(expected.Trap, found.Trap);
                if (expected.Trap is not null) Interlocked.Increment(ref traps);
                else Assert.Equal(expected.Lifted, found.Lifted);
            },
            iter: 1000);
        Assert.True(traps > 100, $"only {traps} traps");
    }
}
