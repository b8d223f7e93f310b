(component
  (import "f" (func $f))
  (component
    (export "f" (func $f))))
