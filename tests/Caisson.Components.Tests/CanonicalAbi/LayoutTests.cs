using System.Collections.Immutable;
using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;

namespace Caisson.Components.Tests.CanonicalAbi;

public sealed class LayoutTests
{
    public static TheoryData<string, ComponentValType, (uint, uint, string), (uint, uint, string)> Known => new()
    {
        { "bool", T.Bool, (1, 1, "i32"), (1, 1, "i32") },
        { "u16", T.U16, (2, 2, "i32"), (2, 2, "i32") },
        { "char", T.Char, (4, 4, "i32"), (4, 4, "i32") },
        { "f64", T.F64, (8, 8, "f64"), (8, 8, "f64") },
        { "string", T.String, (8, 4, "i32 i32"), (16, 8, "i64 i64") },
        { "error-context", T.ErrorContext, (4, 4, "i32"), (4, 4, "i32") },
        { "list", T.List(T.U64), (8, 4, "i32 i32"), (16, 8, "i64 i64") },
        { "map", T.Map(T.U8, T.U64), (8, 4, "i32 i32"), (16, 8, "i64 i64") },
        { "fixed list", T.List(T.Tuple(T.U8, T.U16), 3), (12, 2, "i32 i32 i32 i32 i32 i32"), (12, 2, "i32 i32 i32 i32 i32 i32") },
        { "long fixed list", T.List(T.U8, 100_000), (100_000, 1, "100000"), (100_000, 1, "100000") },
        { "record", T.Record(("a", T.U8), ("b", T.U64), ("c", T.U8)), (24, 8, "i32 i64 i32"), (24, 8, "i32 i64 i32") },
        { "tuple", T.Tuple(T.U8, T.String), (12, 4, "i32 i32 i32"), (24, 8, "i32 i64 i64") },
        { "option", T.Option(T.U8), (2, 1, "i32 i32"), (2, 1, "i32 i32") },
        { "option u64", T.Option(T.U64), (16, 8, "i32 i64"), (16, 8, "i32 i64") },
        { "result", T.Result(null, null), (1, 1, "i32"), (1, 1, "i32") },
        { "result f32 u32", T.Result(T.F32, T.U32), (8, 4, "i32 i32"), (8, 4, "i32 i32") },
        { "result f32 f64", T.Result(T.F32, T.F64), (16, 8, "i32 i64"), (16, 8, "i32 i64") },
        { "result f64 f64", T.Result(T.F64, T.F64), (16, 8, "i32 f64"), (16, 8, "i32 f64") },
        { "variant", T.Variant(("a", T.Tuple(T.U8, T.F32)), ("b", null), ("c", T.Tuple(T.F32, T.U16, T.U8))), (12, 4, "i32 i32 i32 i32"), (12, 4, "i32 i32 i32 i32") },
        { "variant of string", T.Variant(("a", T.F32), ("b", T.String)), (12, 4, "i32 i32 i32"), (24, 8, "i32 i64 i64") },
        { "8 flags", new FlagsType(Labels(8)), (1, 1, "i32"), (1, 1, "i32") },
        { "9 flags", new FlagsType(Labels(9)), (2, 2, "i32"), (2, 2, "i32") },
        { "17 flags", new FlagsType(Labels(17)), (4, 4, "i32"), (4, 4, "i32") },
        { "256 cases", new EnumType(Labels(256)), (1, 1, "i32"), (1, 1, "i32") },
        { "257 cases", new EnumType(Labels(257)), (2, 2, "i32"), (2, 2, "i32") },
        { "65537 cases", new EnumType(Labels(65537)), (4, 4, "i32"), (4, 4, "i32") },
        { "own", new OwnType(new ResourceType("r")), (4, 4, "i32"), (4, 4, "i32") },
        { "stream", new StreamType(T.String), (4, 4, "i32"), (4, 4, "i32") },
        { "future", new FutureType(null), (4, 4, "i32"), (4, 4, "i32") },
        { "16 flat", T.List(T.F32, 16), (64, 4, string.Join(' ', Enumerable.Repeat("f32", 16))), (64, 4, string.Join(' ', Enumerable.Repeat("f32", 16))) },
        { "17 flat", T.List(T.F32, 17), (68, 4, "17"), (68, 4, "17") },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Known_types_lie_as_the_standard_says(string name, ComponentValType type, (uint, uint, string) on32, (uint, uint, string) on64)
    {
        Assert.NotEmpty(name);
        Assert.Equal(on32, Describe(Layout.Of(type, is64: false)));
        Assert.Equal(on64, Describe(Layout.Of(type, is64: true)));
    }

    [Fact]
    public void Fields_and_payloads_are_aligned()
    {
        Layout record = Layout.Of(T.Record(("a", T.U8), ("b", T.U16), ("c", T.U8), ("d", T.U32)), is64: false);
        Assert.Equal([0u, 2u, 4u, 8u], record.Fields.Select(f => f.Offset));
        Assert.Equal(8u, Layout.Of(T.Option(T.U64), is64: false).PayloadOffset);
        Assert.Equal(2u, Layout.Of(new VariantType([.. Labels(300).Select(l => new CaseType(l, T.U8))]), is64: false).PayloadOffset);
        Assert.Equal(1u, Layout.Of(T.Result(null, null), is64: false).PayloadOffset);
    }

    [Fact]
    public void A_type_has_one_layout()
    {
        ComponentValType type = T.Option(T.U8);
        Assert.Same(Layout.Of(type, is64: false), Layout.Of(type, is64: false));
        Assert.NotSame(Layout.Of(type, is64: false), Layout.Of(type, is64: true));
    }

    [Fact]
    public void Shared_parts_are_looked_at_once()
    {
        ComponentValType type = T.U8;
        for (int i = 0; i < 31; i++) type = T.Tuple(type, type);
        Layout layout = Layout.Of(type, is64: false);
        Assert.Equal(1u << 31, layout.ElemSize);
        Assert.Equal(1UL << 31, layout.FlatCount);
        Assert.True(layout.Flat.IsDefault);
    }

    [Fact]
    public void What_no_memory_can_hold_is_rejected()
    {
        Assert.Throws<NotSupportedException>(() => Layout.Of(T.List(T.U64, 1 << 29), is64: false));
        Assert.Throws<NotSupportedException>(() => Layout.Of(T.Tuple(T.List(T.U8, uint.MaxValue), T.U8), is64: true));
        Assert.Throws<NotSupportedException>(() => Layout.Of(new FlagsType(Labels(33)), is64: false));
    }

    [Fact]
    public void Types_that_are_nested_too_deep_are_rejected()
    {
        ComponentValType type = T.U8;
        for (int i = 0; i < 100_000; i++) type = T.List(type);
        Assert.Throws<NotSupportedException>(() => Layout.Of(type, is64: false));
    }

    [Fact]
    public void What_types_contain_is_known()
    {
        var borrow = new BorrowType(new ResourceType("r"));
        Assert.True(Layout.Of(T.List(T.Option(borrow)), is64: false).ContainsBorrow);
        Assert.False(Layout.Of(T.List(T.Option(borrow)), is64: false).ContainsAsyncValue);
        Assert.True(Layout.Of(T.Result(null, new StreamType(null)), is64: false).ContainsAsyncValue);
        Assert.True(Layout.Of(T.Record(("a", T.Option(T.String))), is64: false).ContainsPointer);
        Assert.False(Layout.Of(T.Record(("a", T.Option(T.U8))), is64: false).ContainsPointer);
    }

    [Fact]
    public void Functions_are_flattened_for_both_sides()
    {
        FunctionLayout function = FunctionLayout.Of(T.Func([T.U8, T.String], T.String), is64: false);
        Assert.Equal("(param i32 i32 i32) (result i32)", $"{function.FlattenForLift(isAsync: false, hasCallback: false)}");
        Assert.Equal("(param i32 i32 i32 i32)", $"{function.FlattenForLower(isAsync: false)}");
        Assert.Equal("(param i32 i32 i32)", $"{function.FlattenForLift(isAsync: true, hasCallback: false)}");
        Assert.Equal("(param i32 i32 i32) (result i32)", $"{function.FlattenForLift(isAsync: true, hasCallback: true)}");
        Assert.Equal("(param i32 i32 i32 i32) (result i32)", $"{function.FlattenForLower(isAsync: true)}");
    }

    [Fact]
    public void Many_values_travel_through_memory()
    {
        FunctionLayout many = FunctionLayout.Of(T.Func([.. Enumerable.Repeat(T.U8, 17)], T.U8), is64: true);
        Assert.Equal("(param i64) (result i32)", $"{many.FlattenForLift(isAsync: false, hasCallback: false)}");
        Assert.Equal("(param i64) (result i32)", $"{many.FlattenForLower(isAsync: false)}");
        Assert.Equal("(param i64 i64) (result i32)", $"{many.FlattenForLower(isAsync: true)}");
        FunctionLayout five = FunctionLayout.Of(T.Func([.. Enumerable.Repeat(T.U8, 5)]), is64: false);
        Assert.Equal("(param i32 i32 i32 i32 i32)", $"{five.FlattenForLift(isAsync: true, hasCallback: false)}");
        Assert.Equal("(param i32) (result i32)", $"{five.FlattenForLower(isAsync: true)}");
        Assert.Equal("()", $"{FunctionLayout.Of(T.Func([]), is64: false).FlattenForLower(isAsync: false)}");
    }

    private static ImmutableArray<string> Labels(int count) => [.. Enumerable.Range(0, count).Select(i => $"l{i}")];

    private static (uint, uint, string) Describe(Layout layout) =>
        (layout.ElemSize, layout.Alignment, layout.Flat.IsDefault ? $"{layout.FlatCount}" : string.Join(' ', layout.Flat));
}
