(module
  (import "host" "start" (func $start))
  (import "host" "number" (func $number (param i32) (result i64)))
  (func (export "answer") (result i64)
    call $start
    (i64.add (call $number (i32.const 1)) (i64.const 42))))
