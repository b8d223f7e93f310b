using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Wasm.Tests.Validation;

public sealed class TypeMatcherTests
{
    private static readonly HeapType[] Tops = [HeapType.Any, HeapType.Func, HeapType.Extern, HeapType.Exn];

    [Fact]
    public void Abstract_heap_types()
    {
        TypeMatcher types = new([], new());
        AssertChain(types, HeapType.None, HeapType.I31, HeapType.Eq, HeapType.Any);
        AssertChain(types, HeapType.None, HeapType.Struct, HeapType.Eq, HeapType.Any);
        AssertChain(types, HeapType.None, HeapType.Array, HeapType.Eq, HeapType.Any);
        AssertChain(types, HeapType.NoFunc, HeapType.Func);
        AssertChain(types, HeapType.NoExtern, HeapType.Extern);
        AssertChain(types, HeapType.NoExn, HeapType.Exn);
        Assert.False(types.Matches(HeapType.I31, HeapType.Struct));
        Assert.All(Tops, top => Assert.All(Tops, other => Assert.Equal(top == other, types.Matches(top, other))));
        Assert.All(Tops, top => Assert.True(types.Matches(HeapType.Bottom, top)));
    }

    [Fact]
    public void Nullability()
    {
        TypeMatcher types = new([], new());
        ValType nullable = ValType.Ref(true, HeapType.Func), never = ValType.Ref(false, HeapType.Func);
        Assert.True(types.Matches(never, nullable));
        Assert.False(types.Matches(nullable, never));
        Assert.True(types.Matches(ValType.Bottom, never));
        Assert.False(types.Matches(ValType.I32, ValType.I64));
    }

    [Fact]
    public void Recursion_groups_of_one_shape_are_equal_across_modules()
    {
        const string group = "4e 02 5f 01 63 {0} 00 5f 01 63 {1} 00";
        CanonicalTypes canonical = new();
        TypeMatcher one = Types(canonical, "01" + string.Format(null, group, "01", "00"));
        TypeMatcher other = Types(canonical, "03 60 00 00" + string.Format(null, group, "02", "01") + string.Format(null, group, "03", "04"));
        Assert.Equal(one.Canonical(new TypeIdx(0)), other.Canonical(new TypeIdx(1)));
        Assert.Equal(one.Canonical(new TypeIdx(1)), other.Canonical(new TypeIdx(2)));
        Assert.NotEqual(one.Canonical(new TypeIdx(0)), other.Canonical(new TypeIdx(3)));
        Assert.NotEqual(one.Canonical(new TypeIdx(0)), one.Canonical(new TypeIdx(1)));
    }

    [Fact]
    public void Finality_supertypes_and_mutability_are_part_of_the_shape()
    {
        TypeMatcher types = Types(new(), "06 5f 00   50 00 5f 00   50 01 01 5f 00   5e 7f 00   5e 7f 01   5e 78 00");
        int[] numbers = [.. Enumerable.Range(0, 6).Select(i => types.Canonical(new TypeIdx((uint)i)))];
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
    }

    [Fact]
    public void Declared_subtypes()
    {
        TypeMatcher types = Types(new(), "04 50 00 5f 00   50 01 00 5f 01 7f 00   50 01 01 5f 02 7f 00 7e 00   60 00 00");
        HeapType[] heap = [.. Enumerable.Range(0, 4).Select(i => HeapType.Concrete(new((uint)i)))];
        Assert.True(types.Matches(heap[2], heap[0]));
        Assert.False(types.Matches(heap[0], heap[2]));
        Assert.True(types.Matches(heap[2], HeapType.Struct));
        Assert.True(types.Matches(heap[2], HeapType.Any));
        Assert.False(types.Matches(heap[2], HeapType.Array));
        Assert.True(types.Matches(HeapType.None, heap[2]));
        Assert.False(types.Matches(HeapType.None, heap[3]));
        Assert.True(types.Matches(HeapType.NoFunc, heap[3]));
        Assert.Equal((HeapType.Any, HeapType.Func), (types.Top(heap[1]), types.Top(heap[3])));
    }

    private static TypeMatcher Types(CanonicalTypes canonical, string section) =>
        new(new ModuleBytes().Section(SectionId.Type, section).Validate().Module.Types, canonical);

    private static void AssertChain(TypeMatcher types, params HeapType[] chain)
    {
        for (int i = 0; i < chain.Length; i++)
            for (int j = 0; j < chain.Length; j++)
                Assert.Equal(i <= j, types.Matches(chain[i], chain[j]));
    }
}
