;; Imports what compose-plug.wat exports, and more.
(component
  (import "local:demo/clock@1.2.0" (instance $clock (export "now" (func (result u64)))))
  (import "local:demo/log@1.0.0" (instance (export "log" (func (param "text" string)))))
  (export "now" (func $clock "now")))
