using System.Runtime.Intrinsics;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests;

/// <summary>Calls with arguments of types that are known at run time only: <see cref="Function.Invoke(ReadOnlySpan{Value})"/>.</summary>
public sealed class InvokeTests
{
    private static readonly Instance Values = Guest.Instantiate("""
        (func (export "all") (param i32 i64 f32 f64 v128 externref funcref) (result funcref externref v128 f64 f32 i64 i32)
          (local.get 6) (local.get 5) (local.get 4) (local.get 3) (local.get 2) (local.get 1) (local.get 0))
        (func (export "none"))
        (func (export "non-null") (param (ref extern)))
        """);

    [Fact]
    public void Values_of_every_type_go_in_and_come_out()
    {
        Function none = Values.GetFunction("none");
        var vector = Vector128.Create(1.5, -1.5).AsByte();
        Value[] results = Values.GetFunction("all").Invoke(1, 2L, 3f, 4.0, vector, Value.FromReference("five"), none);
        Assert.Equal([none, Value.FromReference("five"), vector, 4.0, 3f, 2L, 1], results);
        Assert.Same(none, results[0].AsReference());
    }

    [Fact]
    public void Nothing_goes_in_and_comes_out() => Assert.Empty(Values.GetFunction("none").Invoke());

    [Fact]
    public void A_wrong_number_of_arguments_is_told()
    {
        string message = Assert.Throws<ArgumentException>(() => Values.GetFunction("none").Invoke(1, 2)).Message;
        Assert.Contains("0 arguments, not 2", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Values.GetFunction("all").Invoke());
    }

    [Fact]
    public void An_argument_of_another_type_is_told()
    {
        Value[] arguments = [1, 2L, 3f, 4.0, Vector128<byte>.Zero, Value.FromReference(null), Value.FromReference(null)];
        Value[] wrong = [0L, 0, 0.0, 0f, 0, 0, Value.FromReference("no function")];
        for (int i = 0; i < arguments.Length; i++)
        {
            Value[] changed = [.. arguments];
            changed[i] = wrong[i];
            string message = Assert.Throws<ArgumentException>(() => Values.GetFunction("all").Invoke(changed)).Message;
            Assert.Contains(wrong[i].ToString(), message, StringComparison.Ordinal);
        }
        Assert.Throws<ArgumentException>(() => Values.GetFunction("non-null").Invoke(Value.FromReference(null)));
    }

    [Fact]
    public void Default_values_are_no_values_of_any_type() =>
        Assert.Throws<ArgumentException>(() => Values.GetFunction("all").Invoke(new Value[7]));

    [Fact]
    public void An_export_that_is_not_there_is_named()
    {
        Assert.Contains("\"absent\"", Assert.Throws<ArgumentException>(() => Values.GetFunction("absent")).Message, StringComparison.Ordinal);
        Assert.Contains("memory named \"none\"", Assert.Throws<ArgumentException>(() => Values.GetMemory("none")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Values.GetTable("none"));
        Assert.Throws<ArgumentException>(() => Values.GetGlobal("none"));
        Assert.Throws<ArgumentException>(() => Values.GetTag("none"));
    }

    [Fact]
    public void A_value_knows_its_kind()
    {
        Assert.Equal(ValKind.I64, ((Value)7L).Kind);
        Assert.Equal("i64:7", ((Value)7L).ToString());
        Assert.Throws<InvalidCastException>(() => ((Value)7L).AsInt32());
        Assert.Throws<InvalidCastException>(() => ((Value)7).AsReference());
        Assert.NotEqual((Value)0, 0L);
        Assert.NotEqual((Value)0.0, -0.0);
        Assert.Equal((Value)double.NaN, double.NaN);
    }
}
