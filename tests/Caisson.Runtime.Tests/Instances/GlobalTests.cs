using System.Runtime.Intrinsics;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests;

public sealed class GlobalTests
{
    [Fact]
    public void Every_type_can_be_read_and_written_by_both()
    {
        Instance guest = Guest.Instantiate("""
            (global (export "i32") (mut i32) (i32.const 1)) (global (export "i64") (mut i64) (i64.const 2))
            (global (export "f32") (mut f32) (f32.const 3)) (global (export "f64") (mut f64) (f64.const 4))
            (global (export "v128") (mut v128) (v128.const i64x2 5 6))
            (global (export "externref") (mut externref) (ref.null extern)) (global (export "funcref") (mut funcref) (ref.func $f))
            (func $f (export "f"))
            (func (export "get") (result i32 i64 f32 f64 v128 externref funcref)
              (global.get 0) (global.get 1) (global.get 2) (global.get 3) (global.get 4) (global.get 5) (global.get 6))
            """);
        Function f = guest.GetFunction("f");
        Assert.Equal([1, 2L, 3f, 4.0, Vector128.Create(5L, 6).AsByte(), Value.FromReference(null), f], guest.GetFunction("get").Invoke());
        Value[] values = [int.MinValue, long.MaxValue, float.NegativeZero, double.Epsilon, Vector128<byte>.AllBitsSet, Value.FromReference("x"), Value.FromReference(null)];
        string[] names = ["i32", "i64", "f32", "f64", "v128", "externref", "funcref"];
        foreach ((string name, Value value) in names.Zip(values)) guest.GetGlobal(name).Value = value;
        Assert.Equal(values, guest.GetFunction("get").Invoke());
        Assert.Equal(values, names.Select(name => guest.GetGlobal(name).Value));
    }

    [Fact]
    public void Only_values_of_its_type_get_in()
    {
        Global number = new(new GlobalType(ValType.I32, Mutable: true), 1);
        Assert.Throws<ArgumentException>(() => number.Value = 1L);
        Assert.Throws<ArgumentException>(() => new Global(new GlobalType(ValType.F32, Mutable: true), 1.0));
        Global function = new(new GlobalType(ValType.FuncRef, Mutable: true), Value.FromReference(null));
        Assert.Throws<ArgumentException>(() => function.Value = Value.FromReference("text"));
        Assert.Equal(1, number.Value);
    }

    [Fact]
    public void A_constant_cannot_be_set()
    {
        Global constant = Guest.Instantiate("(global (export \"g\") i32 (i32.const 9))").GetGlobal("g");
        Assert.Throws<InvalidOperationException>(() => constant.Value = 1);
        Assert.Equal(9, constant.Value);
        Assert.Equal(new GlobalType(ValType.I32, Mutable: false), constant.Type);
    }
}
