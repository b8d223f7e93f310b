;; Exports a name of compose-app.wat with another type.
(component
  (component $Log (import "f" (func $f (result u64))) (export "log" (func $f)))
  (core module $M (func (export "f") (result i64) i64.const 42))
  (core instance $m (instantiate $M))
  (func $f (result u64) (canon lift (core func $m "f")))
  (instance $log (instantiate $Log (with "f" (func $f))))
  (export "local:demo/log@1.0.0" (instance $log)))
