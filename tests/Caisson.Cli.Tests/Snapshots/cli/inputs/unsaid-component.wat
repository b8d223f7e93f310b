;; What WIT has no words for, beside what it has.
(component
  (import "libc" (core module (export "malloc" (func (param i32) (result i32)))))
  (import "plugin" (component (export "run" (func))))
  (import "bench" (instance (export "start" (func))))
  (import "wasi:filesystem/types@0.2.6" (instance $fs (export "descriptor" (type $d (sub resource)))))
  (import "wasi:sockets/network@0.4.0" (instance (export "connect" (func))))
  (type $handle (resource (rep i32)))
  (export "handle" (type $handle)))
