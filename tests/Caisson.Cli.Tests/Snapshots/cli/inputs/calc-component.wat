;; A library with a function of its own, and one in an interface.
(component
  (core module $m
    (memory (export "memory") 1)
    (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
    (func (export "half") (param i32) (result i32)
      (i32.store8 (i32.const 16) (i32.and (local.get 0) (i32.const 1)))
      (i32.store (i32.const 20) (i32.div_u (local.get 0) (i32.const 2)))
      (i32.const 16))
    (func (export "fail") (unreachable)))
  (core instance $i (instantiate $m))
  (func $add (param "a" s32) (param "b" s32) (result s32) (canon lift (core func $i "add")))
  (func $half (param "n" u32) (result (result u32 (error u32))) (canon lift (core func $i "half") (memory $i "memory")))
  (func $fail (canon lift (core func $i "fail")))
  (export "add" (func $add))
  (export "fail" (func $fail))
  (component $ops (import "half" (func $f (param "n" u32) (result (result u32 (error u32))))) (export "half" (func $f)))
  (instance $o (instantiate $ops (with "half" (func $half))))
  (export "local:calc/ops@1.0.0" (instance $o)))
