using System.Text;
using Caisson.Components.Values;
using WasmtimeComponents = Wasmtime.Components;

namespace Caisson.Bench.Components;

/// <summary>The component that is called, and what it is called with.</summary>
internal static class ComponentGuests
{
    /// <summary>Text of 1,024 bytes in UTF-8, all of them ASCII.</summary>
    public static readonly string Kibibyte = string.Concat(Enumerable.Repeat("sixteen letters.", 64));

    private const string Record = """
        (type $fields (record (field "a" bool) (field "b" u8) (field "c" s16) (field "d" u32) (field "e" s64)
          (field "f" f32) (field "g" f64) (field "h" char) (field "i" u64) (field "j" s8)))
        """;

    /// <summary>
    /// A component that calls another in loops, and exports what that one has. Strings don't arrive at the offset in a page that they come from: processors may take one
    /// page for another then, which would be measured instead.
    /// </summary>
    public static readonly string Text = $"""
        (component
          (component $callee
            (core module $m
              (memory (export "memory") 4)
              (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 5120))
              (func (export "nop"))
              (func (export "scalars") (param i32 i32 i32 i32 i64 f32 f64 i32 i64 i32) (result i64) (i64.add (local.get 4) (local.get 8)))
              (func (export "echo") (param i32 i32) (result i32)
                (i32.store (i32.const 16) (local.get 0)) (i32.store (i32.const 20) (local.get 1)) (i32.const 16))
              (func (export "count") (param i32 i32) (result i32) (local.get 1)))
            (core instance $i (instantiate $m))
            {Record}
            (export $scalars "scalars-record" (type $fields))
            (func (export "nop") (canon lift (core func $i "nop")))
            (func (export "scalars") (param "r" $scalars) (result u64) (canon lift (core func $i "scalars")))
            (func (export "echo") (param "s" string) (result string)
              (canon lift (core func $i "echo") (memory $i "memory") (realloc (func $i "realloc"))))
            (func (export "count") (param "l" (list u32)) (result u32)
              (canon lift (core func $i "count") (memory $i "memory") (realloc (func $i "realloc"))))
            (func (export "take") (param "s" string) (result u32)
              (canon lift (core func $i "count") (memory $i "memory") (realloc (func $i "realloc")))))
          (component $caller
            {Record}
            (import "scalars-record" (type $scalars (eq $fields)))
            (import "nop" (func $nop))
            (import "take" (func $take (param "s" string) (result u32)))
            (import "scalars" (func $sum (param "r" $scalars) (result u64)))
            (core module $data (memory (export "memory") 1) (data (i32.const 64) "{Kibibyte}"))
            (core instance $d (instantiate $data))
            (core func $nop-core (canon lower (func $nop)))
            (core func $take-core (canon lower (func $take) (memory $d "memory")))
            (core func $sum-core (canon lower (func $sum)))
            (core module $m
              (import "" "nop" (func $nop))
              (import "" "take" (func $take (param i32 i32) (result i32)))
              (import "" "sum" (func $sum (param i32 i32 i32 i32 i64 f32 f64 i32 i64 i32) (result i64)))
              (func (export "call-nop") (param $n i32)
                (loop $l (call $nop) (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
              (func (export "call-take") (param $n i32)
                (loop $l (drop (call $take (i32.const 64) (i32.const 1024))) (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
              (func (export "call-scalars") (param $n i32)
                (loop $l
                  (drop (call $sum (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i64.const 5) (f32.const 6) (f64.const 7) (i32.const 8) (i64.const 9) (i32.const 10)))
                  (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
            (core instance $i (instantiate $m (with "" (instance
              (export "nop" (func $nop-core)) (export "take" (func $take-core)) (export "sum" (func $sum-core))))))
            (func (export "call-nop") (param "n" u32) (canon lift (core func $i "call-nop")))
            (func (export "call-take") (param "n" u32) (canon lift (core func $i "call-take")))
            (func (export "call-scalars") (param "n" u32) (canon lift (core func $i "call-scalars"))))
          (instance $callee-instance (instantiate $callee))
          (instance $caller-instance (instantiate $caller
            (with "nop" (func $callee-instance "nop")) (with "take" (func $callee-instance "take"))
            (with "scalars-record" (type $callee-instance "scalars-record")) (with "scalars" (func $callee-instance "scalars"))))
          (export "callee" (instance $callee-instance))
          (export "call-nop" (func $caller-instance "call-nop"))
          (export "call-take" (func $caller-instance "call-take"))
          (export "call-scalars" (func $caller-instance "call-scalars")))
        """;
}

/// <summary>The record of ten scalars.</summary>
internal readonly record struct Scalars(bool A, byte B, short C, uint D, long E, float F, double G, Rune H, ulong I, sbyte J)
{
    /// <summary>As a dynamic value.</summary>
    public ComponentValue ToValue() => ComponentValue.Record(
        ("a", A), ("b", B), ("c", C), ("d", D), ("e", E), ("f", F), ("g", G), ("h", H), ("i", I), ("j", J));

    /// <summary>As Wasmtime's dynamic value.</summary>
    public WasmtimeComponents.ComponentValue ToWasmtime() => WasmtimeComponents.ComponentValue.Record(new KeyValuePair<string, WasmtimeComponents.ComponentValue>[]
    {
        new("a", WasmtimeComponents.ComponentValue.Bool(A)),
        new("b", WasmtimeComponents.ComponentValue.U8(B)),
        new("c", WasmtimeComponents.ComponentValue.S16(C)),
        new("d", WasmtimeComponents.ComponentValue.U32(D)),
        new("e", WasmtimeComponents.ComponentValue.S64(E)),
        new("f", WasmtimeComponents.ComponentValue.F32(F)),
        new("g", WasmtimeComponents.ComponentValue.F64(G)),
        new("h", WasmtimeComponents.ComponentValue.Char(H)),
        new("i", WasmtimeComponents.ComponentValue.U64(I)),
        new("j", WasmtimeComponents.ComponentValue.S8(J)),
    });
}
