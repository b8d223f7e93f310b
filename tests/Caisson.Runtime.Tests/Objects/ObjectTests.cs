using System.Runtime.Intrinsics;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests.Objects;

/// <summary>Structures, arrays and numbers of guests, as the host sees them.</summary>
public sealed class ObjectTests
{
    private const string Types = """
        (type $node (sub (struct (field $i8 (mut i8)) (field $i16 (mut i16)) (field $i32 (mut i32)) (field $i64 (mut i64))
          (field $f32 (mut f32)) (field $f64 (mut f64)) (field $v128 (mut v128)) (field $next (mut (ref null $node))) (field $any (mut anyref)) (field $constant i32))))
        (type $bytes (array (mut i8))) (type $halves (array (mut i16))) (type $nodes (array (mut (ref null $node)))) (type $any (array (mut anyref))) (type $constants (array i64))
        (func (export "node") (result (ref $node)) (struct.new_default $node))
        (func (export "sum") (param (ref $node)) (result i32)
          (i32.add (struct.get_s $node $i8 (local.get 0)) (i32.add (struct.get_s $node $i16 (local.get 0)) (struct.get $node $i32 (local.get 0)))))
        (func (export "bytes") (param i32) (result (ref $bytes)) (array.new_default $bytes (local.get 0)))
        (func (export "any") (param anyref) (result anyref) (local.get 0))
        (func (export "i31") (param i32) (result i31ref) (ref.i31 (local.get 0)))
        (func (export "constants") (result (ref $constants)) (array.new_fixed $constants 2 (i64.const 1) (i64.const 2)))
        """;

    private static readonly Instance Instance = Guest.Instantiate(Types);

    [Fact]
    public void Fields_are_read_and_written()
    {
        var node = (WasmStruct)Instance.GetFunction("node").Invoke()[0].AsReference()!;
        Value[] values = [0xFF, 0xFFFE, 3, 4L, 5f, 6.0, Vector128.Create(7, 8, 9, 10).AsByte(), node, Value.FromReference("host")];
        for (int i = 0; i < values.Length; i++) node[i] = values[i];
        for (int i = 0; i < values.Length; i++) Assert.Equal(values[i], node[i]);
        Assert.Equal(10, node.Type.Fields.Length);
        Assert.Equal(0, Instance.GetFunction("sum").Invoke(node)[0].AsInt32());
        Assert.Equal("struct {i32:255, i32:65534, i32:3, i64:4, f32:5, f64:6, v128:00000007 00000008 00000009 0000000a, struct, … 10 in all}", node.ToString());
    }

    [Fact]
    public void What_does_not_fit_a_field_stays_out()
    {
        var node = (WasmStruct)Instance.GetFunction("node").Invoke()[0].AsReference()!;
        Assert.Throws<ArgumentException>(() => node[2] = 1L);
        Assert.Throws<ArgumentException>(() => node[7] = Value.FromReference("host"));
        Assert.Throws<ArgumentException>(() => node[7] = WasmI31.Of(1));
        Assert.Throws<ArgumentException>(() => node[7] = WasmArray.Create(Instance.Module, new TypeIdx(1)));
        Assert.Throws<InvalidOperationException>(() => node[9] = 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => node[10]);
        Assert.Throws<ArgumentOutOfRangeException>(() => node[-1] = 1);
    }

    [Fact]
    public void The_host_makes_structures()
    {
        Module module = Instance.Module;
        var empty = WasmStruct.Create(module, default);
        Value[] fields = [-1, -2, 10, 0L, 0f, 0.0, Vector128<byte>.Zero, empty, Value.FromReference(null), 9];
        var full = WasmStruct.Create(module, default, fields);
        Assert.Equal(7, Instance.GetFunction("sum").Invoke(full)[0].AsInt32());
        Assert.Equal(empty, full[7].AsReference());
        Assert.Throws<ArgumentException>(() => WasmStruct.Create(module, default, 1));
        Assert.Throws<ArgumentException>(() => WasmStruct.Create(module, new TypeIdx(1)));
        Assert.Throws<ArgumentException>(() => WasmStruct.Create(module, new TypeIdx(99)));
        Assert.Throws<ArgumentException>(() => WasmStruct.Create(Guest.Compile("(type (struct (field (ref any))))"), default));
    }

    [Fact]
    public void Elements_are_read_and_written()
    {
        var bytes = (WasmArray)Instance.GetFunction("bytes").Invoke(3)[0].AsReference()!;
        bytes[1] = -1;
        Assert.Equal(3, bytes.Length);
        Assert.Equal([0, 255, 0], Enumerable.Range(0, 3).Select(i => bytes[i].AsInt32()));
        Assert.Equal("array {i32:0, i32:255, i32:0}", bytes.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => bytes[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => bytes[-1] = 1);
        Assert.Throws<ArgumentException>(() => bytes[0] = 1L);
        var constants = (WasmArray)Instance.GetFunction("constants").Invoke()[0].AsReference()!;
        Assert.Equal(2L, constants[1]);
        Assert.Throws<InvalidOperationException>(() => constants[0] = 1L);
    }

    [Fact]
    public void The_host_makes_arrays()
    {
        Module module = Instance.Module;
        var node = WasmStruct.Create(module, default);
        Assert.Equal(0xFFFF, WasmArray.Create(module, new TypeIdx(2), 5, -1)[4]);
        Assert.Equal([node, Value.FromReference(null)], Items(WasmArray.Create(module, new TypeIdx(3), node, Value.FromReference(null))));
        Assert.Equal([Value.FromReference("a"), node], Items(WasmArray.Create(module, new TypeIdx(4), Value.FromReference("a"), node)));
        Assert.Throws<ArgumentException>(() => WasmArray.Create(module, new TypeIdx(3), WasmI31.Of(1)));
        Assert.Throws<ArgumentException>(() => WasmArray.Create(module, default, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => WasmArray.Create(module, new TypeIdx(1), -1, 1));

        static IEnumerable<Value> Items(WasmArray array) => Enumerable.Range(0, array.Length).Select(i => array[i]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100_000)]
    [InlineData(int.MaxValue >> 1)]
    [InlineData(int.MinValue >> 1)]
    public void Numbers_are_the_same_when_their_value_is(int number)
    {
        Value guest = Instance.GetFunction("i31").Invoke(number)[0];
        Assert.Equal(number, ((WasmI31)guest.AsReference()!).Signed);
        Assert.Equal(number & int.MaxValue, ((WasmI31)guest.AsReference()!).Unsigned);
        Assert.Equal(WasmI31.Of(number), guest);
        Assert.Equal(new Value[] { WasmI31.Of(number) }.ToHashSet(), [guest]);
        Assert.NotEqual(WasmI31.Of(number ^ 1), guest);
        Assert.Equal($"ref:i31:{number}", guest.ToString());
    }

    [Fact]
    public void The_host_gets_its_own_objects_back()
    {
        object own = new();
        Assert.Same(own, Instance.GetFunction("any").Invoke(Value.FromReference(own))[0].AsReference());
        Assert.Same(own, Instance.GetFunction<Func<object?, object?>>("any")(own));
        Assert.Null(Instance.GetFunction<Func<object?, object?>>("any")(null));
    }

    [Fact]
    public void Objects_print_what_they_hold_without_end()
    {
        var node = WasmStruct.Create(Instance.Module, default);
        node[7] = node;
        Assert.Contains("struct", Value.FromReference(node).ToString(), StringComparison.Ordinal);
    }
}
