using Caisson.Components.Types;

namespace Caisson.Components.Tests.Types;

public class TypeEqualityTests
{
    private static readonly PrimType U8 = new(PrimKind.U8), Text = new(PrimKind.String);

    [Fact]
    public void Types_of_the_same_structure_are_equal()
    {
        foreach ((ComponentValType one, ComponentValType other) in AllKinds().Zip(AllKinds()))
        {
            Assert.NotSame(one, other);
            Assert.Equal(one, other);
            Assert.Equal(one.GetHashCode(), other.GetHashCode());
        }
    }

    [Fact]
    public void Types_of_different_structure_differ()
    {
        ComponentValType[] types = [.. AllKinds()];
        for (int i = 0; i < types.Length; i++)
            for (int j = 0; j < i; j++) Assert.NotEqual(types[i], types[j]);
    }

    [Fact]
    public void Shared_parts_are_compared_once()
    {
        // As trees, these would have 2¹⁰⁰ parts.
        ComponentValType one = Doubled(100), other = Doubled(100), third = new TupleType([Doubled(99), new OptionType(Doubled(98))]);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, third);
        Assert.Equal(int.MaxValue, ((ITypeNode)one).Facts.Size);
        Assert.Equal(101, ((ITypeNode)one).Facts.Depth);
    }

    [Fact]
    public void What_one_shares_the_other_may_spell_out()
    {
        TupleType shared = new([U8, U8]);
        Assert.Equal(new TupleType([shared, shared]), new TupleType([new TupleType([U8, new PrimType(PrimKind.U8)]), new TupleType([new PrimType(PrimKind.U8), U8])]));
    }

    [Fact]
    public void Resources_are_equal_only_to_themselves_and_their_other_names()
    {
        ResourceType file = new("file"), other = new("file");
        Assert.NotEqual(file, other);
        Assert.NotEqual(new OwnType(file), new OwnType(other));
        Assert.True(file == file.Alias("handle"));
        Assert.Equal(new OwnType(file), new OwnType(file.Alias("handle").Alias("again")));
        Assert.Equal(new OwnType(file).GetHashCode(), new OwnType(file.Alias(null)).GetHashCode());
        Assert.NotEqual<ComponentValType>(new OwnType(file), new BorrowType(file));
    }

    [Fact]
    public void Functions_instances_and_components_compare_by_what_they_have()
    {
        Assert.Equal(Function("a"), Function("a"));
        Assert.NotEqual(Function("a"), Function("b"));
        Assert.NotEqual(Function("a"), Function("a") with { IsAsync = true });
        Assert.NotEqual(Function("a"), Function("a") with { Result = null });
        InstanceType one = new([new("f", Function("a"))]), other = new([new("f", Function("a"))]);
        Assert.Equal(one, other);
        Assert.Equal(new ComponentType(one.Exports, []), new ComponentType(other.Exports, []));
        Assert.NotEqual(new ComponentType(one.Exports, []), new ComponentType([], other.Exports));
        Assert.NotEqual<ComponentExternType>(new TypeExternType(U8, false), new TypeExternType(Text, false));
    }

    [Fact]
    public void A_changed_copy_knows_its_own_hash()
    {
        ListType list = new(U8);
        Assert.NotEqual(list.GetHashCode(), new ListType(Text).GetHashCode());
        Assert.Equal(new ListType(Text), list with { Element = Text });
        Assert.Equal(new ListType(Text).GetHashCode(), (list with { Element = Text }).GetHashCode());
    }

    [Fact]
    public void Attributes_of_names_are_no_part_of_types()
    {
        ExternDecl plain = new("f", Function("a"));
        Assert.Equal(plain, plain with { Attributes = [new(Components.Syntax.NameAttributeKind.ExternalId, "x")] });
        Assert.Empty(default(ExternDecl).Attributes);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Types_have_the_text_of_wit(ComponentValType type, string text) => Assert.Equal(text, type.ToString());

    [Fact]
    public void Texts_of_functions_and_instances_name_their_parts()
    {
        Assert.Equal("func(a: u8) -> string", Function("a").ToString());
        Assert.Equal("async func()", new ComponentFuncType([], null, true).ToString());
        Assert.Equal("instance { f: func(a: u8) -> string }", new InstanceType([new("f", Function("a"))]).ToString());
        Assert.Equal("resource file", new TypeExternType(new ResourceType("file"), true).ToString());
    }

    [Fact]
    public void Long_texts_are_cut_off()
    {
        Assert.InRange(Doubled(100).ToString().Length, 1, 5000);
        Assert.EndsWith("… }", new FlagsType([.. Enumerable.Range(0, 1000).Select(i => $"label{i}")]).ToString());
    }

    public static TheoryData<ComponentValType, string> Texts => new()
    {
        { new PrimType(PrimKind.ErrorContext), "error-context" },
        { new ListType(U8), "list<u8>" },
        { new ListType(U8, 4), "list<u8, 4>" },
        { new TupleType([U8, Text]), "tuple<u8, string>" },
        { new RecordType([new("a", U8), new("b", Text)]), "record { a: u8, b: string }" },
        { new VariantType([new("a", U8), new("b", null)]), "variant { a(u8), b }" },
        { new FlagsType(["a", "b"]), "flags { a, b }" },
        { new EnumType(["a", "b"]), "enum { a, b }" },
        { new OptionType(new OptionType(U8)), "option<option<u8>>" },
        { new ResultType(null, null), "result" },
        { new ResultType(null, Text), "result<_, string>" },
        { new MapType(Text, U8), "map<string, u8>" },
        { new OwnType(new("file")), "own<file>" },
        { new BorrowType(new(null)), "borrow<(resource)>" },
        { new StreamType(U8), "stream<u8>" },
        { new FutureType(null), "future" },
    };

    private static readonly ResourceType Resource = new("r");

    private static IEnumerable<ComponentValType> AllKinds() =>
    [
        new PrimType(PrimKind.U16),
        new RecordType([new("a", U8)]), new RecordType([new("b", U8)]), new RecordType([new("a", Text)]), new RecordType([new("a", U8), new("b", U8)]),
        new VariantType([new("a", U8)]), new VariantType([new("a", null)]),
        new ListType(U8), new ListType(U8, 2), new ListType(U8, 3), new TupleType([U8]), new TupleType([U8, U8]),
        new FlagsType(["a"]), new FlagsType(["a", "b"]), new EnumType(["a"]), new OptionType(U8), new OptionType(new OptionType(U8)),
        new ResultType(null, null), new ResultType(U8, null), new ResultType(null, U8), new ResultType(U8, U8),
        new MapType(Text, U8), new MapType(Text, Text), new OwnType(Resource), new BorrowType(Resource),
        new StreamType(null), new StreamType(U8), new FutureType(null), new FutureType(U8),
    ];

    private static ComponentValType Doubled(int times)
    {
        ComponentValType type = U8;
        for (int i = 0; i < times; i++) type = new TupleType([type, type]);
        return type;
    }

    private static ComponentFuncType Function(string parameter) => new([new(parameter, U8)], Text, false);
}
