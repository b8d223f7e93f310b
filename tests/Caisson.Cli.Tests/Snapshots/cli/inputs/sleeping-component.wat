;; A program of WASI 0.2 that waits a minute for a clock.
(component
  (import "wasi:io/poll@0.2.0" (instance $poll (export "pollable" (type $p (sub resource))) (export "[method]pollable.block" (func (param "self" (borrow $p))))))
  (alias export $poll "pollable" (type $pollable))
  (import "wasi:clocks/monotonic-clock@0.2.0" (instance $clock (export "pollable" (type $q (eq $pollable))) (export "subscribe-duration" (func (param "when" u64) (result (own $q))))))
  (core func $sub (canon lower (func $clock "subscribe-duration")))
  (core func $block (canon lower (func $poll "[method]pollable.block")))
  (core module $m
    (import "" "sub" (func $sub (param i64) (result i32)))
    (import "" "block" (func $block (param i32)))
    (func (export "run") (result i32) (call $block (call $sub (i64.const 60000000000))) (i32.const 0)))
  (core instance $i (instantiate $m (with "" (instance (export "sub" (func $sub)) (export "block" (func $block))))))
  (func $run (result (result)) (canon lift (core func $i "run")))
  (component $r (import "run" (func $f (result (result)))) (export "run" (func $f)))
  (instance $e (instantiate $r (with "run" (func $run))))
  (export "wasi:cli/run@0.2.0" (instance $e)))
