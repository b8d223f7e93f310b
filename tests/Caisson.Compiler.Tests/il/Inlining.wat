(memory 1)
(func $max (param $a i32) (param $b i32) (result i32)
  (if (i32.gt_s (local.get $a) (local.get $b)) (then (return (local.get $a))))
  (local.get $b))
(func (param $p i32) (result i32)
  (call $max (local.get $p) (i32.const 7)))

;; without the pass: 15 instructions; with it: 14
;; 000: ldarg.1
;; 001: stloc.0
;; 002: ldc.i4.7
;; 003: stloc.1
;; 004: ldloc.0
;; 005: ldloc.1
;; 006: ble 012
;; 00b: ldloc.0
;; 00c: stloc.2
;; 00d: br 014
;; 012: ldloc.1
;; 013: stloc.2
;; 014: ldloc.2
;; 015: ret
