;; Exports what compose-app.wat imports.
(component
  (core module $M (func (export "now") (result i64) i64.const 42))
  (core instance $m (instantiate $M))
  (func $now (result u64) (canon lift (core func $m "now")))
  (instance $clock (export "now" (func $now)))
  (export "local:demo/clock@1.4.0" (instance $clock)))
