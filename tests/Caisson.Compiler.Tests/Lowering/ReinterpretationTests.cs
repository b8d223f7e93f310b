using Caisson.Runtime;

namespace Caisson.Compiler.Tests.Lowering;

/// <summary>A number read from a few bytes of memory, seen as a float, is made of those bytes only.</summary>
public sealed class ReinterpretationTests
{
    [Theory]
    [InlineData("f32.reinterpret_i32 (i32.load8_u (i32.const 0))", 0xFF)]
    [InlineData("f32.reinterpret_i32 (i32.load8_s (i32.const 0))", -1)]
    [InlineData("f32.reinterpret_i32 (i32.load16_u (i32.const 0))", 0xFF)]
    [InlineData("f32.reinterpret_i32 (i32.load16_s (i32.const 0))", 0xFF)]
    [InlineData("f32.reinterpret_i32 (i32.load (i32.const 0))", 0x3F8000FF)]
    [InlineData("f64.reinterpret_i64 (i64.load8_u (i32.const 0))", 0xFF)]
    [InlineData("f64.reinterpret_i64 (i64.load8_s (i32.const 0))", -1)]
    [InlineData("f64.reinterpret_i64 (i64.load16_u (i32.const 0))", 0xFF)]
    [InlineData("f64.reinterpret_i64 (i64.load16_s (i32.const 0))", 0xFF)]
    [InlineData("f64.reinterpret_i64 (i64.load32_u (i32.const 0))", 0x3F8000FF)]
    [InlineData("f64.reinterpret_i64 (i64.load32_s (i32.const 0))", 0x3F8000FF)]
    [InlineData("f32.reinterpret_i32 (local.tee 0 (i32.load8_s (i32.const 0)))", -1)]
    [InlineData("f32.reinterpret_i32 (i32.wrap_i64 (i64.load8_u (i32.const 0)))", 0xFF)]
    [InlineData("f32.reinterpret_i32 (i32.extend8_s (i32.load (i32.const 0)))", -1)]
    [InlineData("f32.reinterpret_i32 (i32.and (i32.load (i32.const 0)) (i32.const 0xFF))", 0xFF)]
    [InlineData("f64.reinterpret_i64 (i64.extend_i32_u (i32.load (i32.const 0)))", 0x3F8000FF)]
    public void Has_the_bits_of_the_number(string reinterpretation, long bits)
    {
        string type = reinterpretation[..3];
        Instance instance = Guest.Instantiate($"""
            (memory (export "memory") 1)
            (data (i32.const 0) "\ff\00\80\3f\ff\ff\ff\ff")
            (func (export "f") (local i32)
              ({type}.store (i32.const 16) ({reinterpretation})))
            """);
        instance.GetFunction("f").Invoke();
        Assert.Equal(bits, type == "f32" ? instance.GetMemory().Read<int>(16) : instance.GetMemory().Read<long>(16));
    }

    [Theory]
    [InlineData("i32.store8", "i32.reinterpret_f32 (f32.mul (local.get 0) (f32.const 3))", 0x34)]
    [InlineData("i32.store16", "i32.reinterpret_f32 (f32.mul (local.get 0) (f32.const 3))", 0x3334)]
    [InlineData("i64.store8", "i64.extend_i32_u (i32.reinterpret_f32 (f32.mul (local.get 0) (f32.const 3)))", 0x34)]
    [InlineData("i64.store32", "i64.reinterpret_f64 (f64.promote_f32 (f32.mul (local.get 0) (f32.const 3)))", 0x80000000)]
    public void Is_stored_no_wider_than_asked(string store, string reinterpretation, long expected)
    {
        Instance instance = Guest.Instantiate($"""
            (memory (export "memory") 1)
            (func (export "f") (param f32) ({store} (i32.const 0) ({reinterpretation})))
            """);
        instance.GetFunction("f").Invoke(1.1f);
        Assert.Equal(expected, instance.GetMemory().Read<long>(0));
    }
}
