namespace Caisson.Bench.Components;

/// <summary>A component that calls functions of the host in loops.</summary>
internal static class HostGuest
{
    public static readonly string Text = $"""
        (component
          (import "nop" (func $nop))
          (import "sum" (func $sum (param "a" bool) (param "b" u8) (param "c" s16) (param "d" u32) (param "e" s64)
            (param "f" f32) (param "g" f64) (param "h" char) (param "i" u64) (param "j" s8) (result u64)))
          (import "take" (func $take (param "s" string) (result u32)))
          (core module $data (memory (export "memory") 1) (data (i32.const 64) "{ComponentGuests.Kibibyte}"))
          (core instance $d (instantiate $data))
          (core func $nop-core (canon lower (func $nop)))
          (core func $sum-core (canon lower (func $sum)))
          (core func $take-core (canon lower (func $take) (memory $d "memory")))
          (core module $m
            (import "" "nop" (func $nop))
            (import "" "sum" (func $sum (param i32 i32 i32 i32 i64 f32 f64 i32 i64 i32) (result i64)))
            (import "" "take" (func $take (param i32 i32) (result i32)))
            (func (export "call-nop") (param $n i32)
              (loop $l (call $nop) (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
            (func (export "call-sum") (param $n i32)
              (loop $l
                (drop (call $sum (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i64.const 5) (f32.const 6) (f64.const 7) (i32.const 104) (i64.const 9) (i32.const 10)))
                (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
            (func (export "call-take") (param $n i32)
              (loop $l (drop (call $take (i32.const 64) (i32.const 1024))) (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
          (core instance $i (instantiate $m (with "" (instance
            (export "nop" (func $nop-core)) (export "sum" (func $sum-core)) (export "take" (func $take-core))))))
          (func (export "call-nop") (param "n" u32) (canon lift (core func $i "call-nop")))
          (func (export "call-sum") (param "n" u32) (canon lift (core func $i "call-sum")))
          (func (export "call-take") (param "n" u32) (canon lift (core func $i "call-take"))))
        """;
}
