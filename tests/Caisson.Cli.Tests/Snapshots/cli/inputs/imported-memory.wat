(module
  (import "env" "memory" (memory 1))
  (import "env" "__stack_pointer" (global (mut i32)))
  (func (export "wizer.initialize")))
