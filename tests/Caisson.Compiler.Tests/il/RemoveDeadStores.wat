(func (param $p i32) (result i32) (local $x i32) (local $y i32)
  (local.set $x (i32.mul (local.get $p) (i32.const 3)))
  (local.set $y (i32.add (local.get $x) (i32.const 1)))
  (local.get $p))

;; without the pass: 14 instructions; with it: 6
;; 000: ldc.i4.0
;; 001: stloc.0
;; 002: ldc.i4.0
;; 003: stloc.1
;; 004: ldarg.1
;; 005: ret
