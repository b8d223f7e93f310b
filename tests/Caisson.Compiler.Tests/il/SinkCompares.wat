(global $g (mut i32) (i32.const 0))
(func (param $p i32) (result i32) (local $less i32)
  (local.set $less (i32.lt_u (local.get $p) (i32.const 10)))
  (global.set $g (i32.const 1))
  (if (result i32) (local.get $less) (then (i32.const 3)) (else (i32.const 4))))

;; without the pass: 20 instructions; with it: 17
;; 000: ldc.i4.0
;; 001: stloc.0
;; 002: ldarg.0
;; 003: ldc.i4.s 112
;; 005: sub
;; 006: ldc.i4.1
;; 007: stind.i4
;; 008: ldarg.1
;; 009: ldc.i4.s 10
;; 00b: bge.un 017
;; 010: ldc.i4.3
;; 011: stloc.1
;; 012: br 019
;; 017: ldc.i4.4
;; 018: stloc.1
;; 019: ldloc.1
;; 01a: ret
