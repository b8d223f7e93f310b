namespace Caisson.Runtime.Tests;

/// <summary>Loops made of tail calls run in constant stack.</summary>
public sealed class TailCallTests
{
    private const int Iterations = 1_000_000;

    [Theory]
    [InlineData("return_call $f", "return_call $g")]
    [InlineData("return_call_indirect (type $t)", "return_call_indirect (type $t)", " (i32.const 0)", " (i32.const 1)")]
    [InlineData("return_call_ref $t", "return_call_ref $t", " (ref.func $f)", " (ref.func $g)")]
    [InlineData("return_call $f", "return_call_indirect (type $t)", "", " (i32.const 1)")]
    public void One_two_and_many_parameters(string toF, string toG, string calleeF = "", string calleeG = "")
    {
        foreach (int count in new[] { 0, 1, 4, 5, 6, 7, 8, 20, 100 })
        {
            string more = Guest.Repeat(count, "i64"), same = string.Concat(Enumerable.Range(1, count).Select(i => $"(local.get {i}) "));
            Instance guest = Guest.Instantiate($"""
                (type $t (func (param i32 {more}) (result i64)))
                (table 2 funcref) (elem (i32.const 0) $f $g)
                (func $f (export "f") (type $t)
                  (if (result i64) (i32.eqz (local.get 0)) (then (i64.const -1)) (else ({toF} (i32.sub (local.get 0) (i32.const 1)) {same}{calleeF}))))
                (func $g (export "g") (type $t)
                  (if (result i64) (i32.eqz (local.get 0)) (then (i64.const -2)) (else ({toG.Replace("$g", "$h", StringComparison.Ordinal)} (i32.sub (local.get 0) (i32.const 1)) {same}{calleeG}))))
                (func $h (type $t)
                  (if (result i64) (i32.eqz (local.get 0)) (then (i64.const -3)) (else ({toG} (i32.sub (local.get 0) (i32.const 1)) {same}{calleeG}))))
                """);
            Value[] arguments = [Iterations, .. Enumerable.Range(0, count).Select(i => new Value((long)i))];
            Assert.Equal([-1L], guest.GetFunction("f").Invoke(arguments));
            Assert.Equal([-2L], guest.GetFunction("g").Invoke(arguments));
        }
    }

    [Fact]
    public void Signatures_may_differ()
    {
        Instance guest = Guest.Instantiate("""
            (func $few (export "f") (param i32) (result i32 i64 f64)
              (if (i32.eqz (local.get 0)) (then (return (i32.const 1) (i64.const 2) (f64.const 3))))
              (return_call $many (f64.const 1) (i64.const 2) (i64.const 3) (i64.const 4) (i64.const 5) (i64.const 6) (i64.const 7) (v128.const i64x2 8 8) (f32.const 9) (i32.sub (local.get 0) (i32.const 1))))
            (func $many (param f64 i64 i64 i64 i64 i64 i64 v128 f32 i32) (result i32 i64 f64) (local i64)
              (if (i64.ne (i64.add (local.get 6) (i64x2.extract_lane 1 (local.get 7))) (i64.const 15)) (then (unreachable)))
              (return_call $few (local.get 9)))
            """);
        Assert.Equal((1, 2L, 3.0), guest.GetFunction<Func<int, (int, long, double)>>("f")(Iterations));
    }

    [Fact]
    public void Instances_may_alternate()
    {
        Instance a = Guest.Instantiate("(type $t (func (param i32) (result i32))) (table (export \"t\") 1 funcref) (func (export \"f\") (type $t) (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1)) (else (return_call_indirect (type $t) (i32.sub (local.get 0) (i32.const 1)) (i32.const 0)))))");
        Instance b = Guest.Instantiate("(type $t (func (param i32) (result i32))) (import \"a\" \"t\" (table 1 funcref)) (import \"a\" \"f\" (func $a (type $t))) (elem (i32.const 0) $f) (func $f (export \"f\") (type $t) (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 2)) (else (return_call $a (i32.sub (local.get 0) (i32.const 1))))))", new() { { "a", a } });
        Assert.Equal(1, a.GetFunction<Func<int, int>>("f")(Iterations));
        Assert.Equal(2, b.GetFunction<Func<int, int>>("f")(Iterations));
    }

    [Fact]
    public void The_host_may_be_called_last()
    {
        Instance guest = Guest.Instantiate("(import \"host\" \"f\" (func $host (param i32) (result i32))) (func (export \"f\") (param i32) (result i32) (return_call $host (i32.add (local.get 0) (i32.const 1))))", new() { { "host", "f", (int n) => n * 2 } });
        Assert.Equal(42, guest.GetFunction<Func<int, int>>("f")(20));
    }

    [Fact]
    public void A_large_frame_may_be_left_by_a_tail_call()
    {
        Instance guest = Guest.Instantiate($"(func $f (export \"f\") (param i32) (result i32) (local {Guest.Repeat(5000, "i64")}) (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 7)) (else (return_call $f (i32.sub (local.get 0) (i32.const 1))))))");
        Assert.Equal(7, guest.GetFunction<Func<int, int>>("f")(100_000));
    }
}
