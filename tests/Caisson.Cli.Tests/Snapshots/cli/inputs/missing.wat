(module
  (import "env" "log" (func (param i32 i32)))
  (import "env" "memory" (memory 1))
  (import "js" "now" (func (result f64)))
  (func (export "_start")))
