namespace Caisson.Runtime.Tests.Objects;

/// <summary>Types at run time: every level of a hierarchy, every kind of reference, several modules, several engines.</summary>
public sealed class CastTests
{
    private const int Levels = 20;

    private static string Hierarchy(string keyword) => "(type $t0 (sub (struct (field i32))))" + string.Concat(
        Enumerable.Range(1, Levels - 1).Select(i => $"(type $t{i} (sub {(i == Levels - 1 ? "final " : "")}$t{i - 1} (struct (field i32) {Guest.Repeat(i, "(field i64)")})))"))
        + string.Concat(Enumerable.Range(0, Levels).Select(i => $"(func (export \"new{i}\") (result {keyword}) (struct.new_default $t{i}))"))
        + string.Concat(Enumerable.Range(0, Levels).Select(i => $"(func (export \"is{i}\") (param {keyword}) (result i32) (ref.test (ref $t{i}) (local.get 0)))"));

    [Fact]
    public void Every_level_of_a_deep_hierarchy_is_told()
    {
        Instance guest = Guest.Instantiate(Hierarchy("anyref"));
        for (int made = 0; made < Levels; made++)
        {
            Value instance = guest.GetFunction($"new{made}").Invoke()[0];
            for (int asked = 0; asked < Levels; asked++)
                Assert.Equal((made, asked, made >= asked), (made, asked, guest.GetFunction($"is{asked}").Invoke(instance)[0].AsInt32() == 1));
        }
    }

    [Fact]
    public void Equal_types_of_two_modules_are_one_type()
    {
        Instance one = Guest.Instantiate(Hierarchy("anyref")), other = Guest.Instantiate("(type $unused (struct))" + Hierarchy("anyref"));
        for (int i = 0; i < Levels; i++)
            Assert.Equal(i >= 12, other.GetFunction("is12").Invoke(one.GetFunction($"new{i}").Invoke()[0])[0].AsInt32() == 1);
    }

    [Fact]
    public void Types_of_two_engines_are_different()
    {
        Instance one = Guest.Instantiate(Hierarchy("anyref")), other = Guest.Instantiate(Hierarchy("anyref"), engine: new Engine());
        Value foreign = one.GetFunction("new3").Invoke()[0];
        Assert.Equal(1, one.GetFunction("is3").Invoke(foreign)[0].AsInt32());
        Assert.Equal(0, other.GetFunction("is3").Invoke(foreign)[0].AsInt32());
        Assert.Equal(0, other.GetFunction("is0").Invoke(foreign)[0].AsInt32());
    }

    [Fact]
    public void Types_of_one_shape_are_told_by_their_recursion_group()
    {
        const string Wat = """
            (rec (type $a (struct (field i32))) (type $b (struct (field i32))))
            (type $c (struct (field i32)))
            (func (export "test") (result i32) (local $a anyref)
              (local.set $a (struct.new_default $a))
              (i32.add (i32.mul (i32.const 100) (ref.test (ref $a) (local.get $a)))
                (i32.add (i32.mul (i32.const 10) (ref.test (ref $b) (local.get $a))) (ref.test (ref $c) (local.get $a)))))
            """;
        Assert.Equal(100, Guest.Instantiate(Wat).GetFunction("test").Invoke()[0].AsInt32());
    }

    [Theory]
    [InlineData("(ref.null any)", "null: any eq i31 struct array none $s $a")]
    [InlineData("(ref.i31 (i32.const 1))", "any eq i31")]
    [InlineData("(ref.i31 (i32.const 123456789))", "any eq i31")]
    [InlineData("(struct.new_default $s)", "any eq struct $s")]
    [InlineData("(array.new_default $a (i32.const 1))", "any eq array $a")]
    [InlineData("(any.convert_extern (local.get 0))", "any")]
    public void Abstract_types_are_told(string reference, string expected)
    {
        string[] types = ["any", "eq", "i31", "struct", "array", "none", "$s", "$a"];
        string found = "";
        foreach (string type in types)
        {
            Instance guest = Guest.Instantiate($$"""
                (type $s (struct (field i32))) (type $a (array i32))
                (func $value (param externref) (result anyref) {{reference}})
                (func $branch (param externref) (result i32)
                  (block $yes (result anyref) (drop (br_on_cast $yes anyref (ref {{type}}) (call $value (local.get 0)))) (return (i32.const 0)))
                  (drop) (i32.const 1))
                (func $branch_fail (param externref) (result i32)
                  (block $no (result anyref) (drop (br_on_cast_fail $no anyref (ref {{type}}) (call $value (local.get 0)))) (return (i32.const 1)))
                  (drop) (i32.const 0))
                (func (export "test") (param externref) (result i32 i32 i32 i32)
                  (ref.test (ref {{type}}) (call $value (local.get 0)))
                  (ref.test (ref null {{type}}) (call $value (local.get 0)))
                  (call $branch (local.get 0))
                  (call $branch_fail (local.get 0)))
                (func (export "cast") (param externref) (drop (ref.cast (ref null {{type}}) (call $value (local.get 0)))))
                """);
            int[] results = [.. guest.GetFunction("test").Invoke(Value.FromReference("host")).Select(value => value.AsInt32())];
            Assert.Equal(results[0], results[2]);
            Assert.Equal(results[0], results[3]);
            if (results[1] == 1) found += $" {type}";
            if (results[1] == 1) guest.GetFunction("cast").Invoke(Value.FromReference("host"));
            else Guest.Traps(TrapKind.CastFailure, () => guest.GetFunction("cast").Invoke(Value.FromReference("host")));
            Assert.Equal(expected.StartsWith("null:", StringComparison.Ordinal) ? 0 : results[1], results[0]);
        }
        Assert.Equal(expected.Replace("null: ", "", StringComparison.Ordinal), found.Trim());
    }

    [Fact]
    public void Function_types_are_told()
    {
        Instance guest = Guest.Instantiate("""
            (type $super (sub (func))) (type $sub (sub final $super (func))) (type $other (func (param i32)))
            (func $f (type $sub)) (elem declare func $f)
            (func (export "test") (param funcref) (result i32 i32 i32 i32 i32)
              (ref.test (ref $super) (local.get 0)) (ref.test (ref $sub) (local.get 0)) (ref.test (ref $other) (local.get 0))
              (ref.test (ref nofunc) (local.get 0)) (ref.test (ref func) (local.get 0)))
            (func (export "f") (result funcref) (ref.func $f))
            """);
        Value f = guest.GetFunction("f").Invoke()[0];
        Assert.Equal([1, 1, 0, 0, 1], guest.GetFunction("test").Invoke(f).Select(value => value.AsInt32()));
        Assert.Equal([0, 0, 0, 0, 0], guest.GetFunction("test").Invoke(Value.FromReference(null)).Select(value => value.AsInt32()));
        Assert.Equal([0, 0, 0, 0, 1], guest.GetFunction("test").Invoke(guest.GetFunction("test")).Select(value => value.AsInt32()));
    }

    [Fact]
    public void References_are_equal_when_they_are_the_same()
    {
        Instance guest = Guest.Instantiate("""
            (type $s (struct))
            (func (export "eq") (param eqref eqref) (result i32) (ref.eq (local.get 0) (local.get 1)))
            (func (export "new") (result eqref) (struct.new $s))
            """);
        Value one = guest.GetFunction("new").Invoke()[0], other = guest.GetFunction("new").Invoke()[0], none = Value.FromReference(null);
        (Value, Value, int)[] cases =
        [
            (one, one, 1), (one, other, 0), (one, none, 0), (none, one, 0), (none, none, 1), (WasmI31.Of(5), WasmI31.Of(5), 1),
            (WasmI31.Of(500_000), WasmI31.Of(500_000), 1), (WasmI31.Of(500_000), WasmI31.Of(500_001), 0), (WasmI31.Of(0), none, 0), (one, WasmI31.Of(0), 0), (WasmI31.Of(7), one, 0),
        ];
        foreach ((Value left, Value right, int expected) in cases)
            Assert.Equal((left, right, expected), (left, right, guest.GetFunction("eq").Invoke(left, right)[0].AsInt32()));
    }
}
