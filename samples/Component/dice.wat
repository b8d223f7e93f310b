;; The guest of the component sample: throws dice, tells the host about each one, and returns them all.
(component $dice
  (import "wasi:random/random@0.2.0" (instance $random
    (export "get-random-u64" (func (result u64)))))
  (import "sample:dice/table" (instance $table
    (export "fallen" (func (param "points" u32) (param "remark" (option string))))))

  ;; What `fallen` reads strings from, and `throw` returns its list in.
  (core module $storage
    (memory (export "memory") 1)
    (data (i32.const 16) "the best there is"))

  (core module $code
    (import "storage" "memory" (memory 1))
    (import "host" "random" (func $random (result i64)))
    (import "host" "fallen" (func $fallen (param $points i32) (param $has_remark i32) (param $remark i32) (param $bytes i32)))

    ;; At 8 the list as the caller reads it: where its elements are, and how many. They begin at 64.
    (func (export "throw") (param $dice i32) (param $sides i32) (result i32)
      (local $thrown i32)
      (if (i32.or (i32.eqz (local.get $sides)) (i32.gt_u (local.get $dice) (i32.const 1000))) (then (unreachable)))
      (block $done
        (loop $next
          (br_if $done (i32.eq (local.get $thrown) (local.get $dice)))
          (i32.store
            (i32.add (i32.const 64) (i32.mul (local.get $thrown) (i32.const 4)))
            (call $one (local.get $sides)))
          (local.set $thrown (i32.add (local.get $thrown) (i32.const 1)))
          (br $next)))
      (i32.store (i32.const 8) (i32.const 64))
      (i32.store (i32.const 12) (local.get $dice))
      (i32.const 8))

    (func $one (param $sides i32) (result i32)
      (local $points i32)
      (local.set $points (i32.add (i32.const 1)
        (i32.wrap_i64 (i64.rem_u (call $random) (i64.extend_i32_u (local.get $sides))))))
      (call $fallen (local.get $points) (i32.eq (local.get $points) (local.get $sides)) (i32.const 16) (i32.const 17))
      (local.get $points)))

  (core instance $s (instantiate $storage))
  (core func $random64 (canon lower (func $random "get-random-u64")))
  (core func $lowered (canon lower (func $table "fallen") (memory $s "memory")))
  (core instance $c (instantiate $code
    (with "storage" (instance $s))
    (with "host" (instance
      (export "random" (func $random64))
      (export "fallen" (func $lowered))))))

  (func (export "throw") (param "dice" u32) (param "sides" u32) (result (list u32))
    (canon lift (core func $c "throw") (memory $s "memory"))))
