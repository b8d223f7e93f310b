(memory 1)
(func (param $p i32) (result i32) (local $q i32)
  (i32.store (local.get $p) (i32.const 1))
  (local.set $q (i32.add (local.get $p) (i32.const 12)))
  (i32.store (local.get $q) (i32.load (i32.add (local.get $p) (i32.const 70000))))
  (i32.load offset=4 (local.get $q)))

;; without the pass: 78 instructions; with it: 76
;; 000: ldc.i4.0
;; 001: stloc.0
;; 002: ldarg.1
;; 003: conv.u8
;; 004: dup
;; 005: ldc.i4.4
;; 006: conv.i8
;; 007: add
;; 008: ldarg.0
;; 009: ldc.i4.s 16
;; 00b: sub
;; 00c: ldind.i8
;; 00d: ble.un.s 014
;; 00f: call Trap.OutOfBoundsMemoryAccess
;; 014: conv.i
;; 015: ldarg.0
;; 016: add
;; 017: ldc.i4.1
;; 018: stind.i4
;; 019: ldarg.1
;; 01a: conv.u8
;; 01b: ldarg.1
;; 01c: ldc.i4 70000
;; 021: add
;; 022: conv.u8
;; 023: dup
;; 024: ldc.i4.4
;; 025: conv.i8
;; 026: add
;; 027: ldarg.0
;; 028: ldc.i4.s 16
;; 02a: sub
;; 02b: ldind.i8
;; 02c: ble.un.s 033
;; 02e: call Trap.OutOfBoundsMemoryAccess
;; 033: conv.i
;; 034: ldarg.0
;; 035: add
;; 036: ldind.i4
;; 037: stloc.1
;; 038: dup
;; 039: ldc.i4.s 16
;; 03b: conv.i8
;; 03c: add
;; 03d: ldarg.0
;; 03e: ldc.i4.s 16
;; 040: sub
;; 041: ldind.i8
;; 042: ble.un.s 049
;; 044: call Trap.OutOfBoundsMemoryAccess
;; 049: conv.i
;; 04a: ldarg.0
;; 04b: add
;; 04c: ldc.i4.s 12
;; 04e: add
;; 04f: ldloc.1
;; 050: stind.i4
;; 051: ldarg.1
;; 052: conv.u8
;; 053: dup
;; 054: ldc.i4.s 20
;; 056: conv.i8
;; 057: add
;; 058: ldarg.0
;; 059: ldc.i4.s 16
;; 05b: sub
;; 05c: ldind.i8
;; 05d: ble.un.s 064
;; 05f: call Trap.OutOfBoundsMemoryAccess
;; 064: conv.i
;; 065: ldarg.0
;; 066: add
;; 067: ldc.i4.s 16
;; 069: add
;; 06a: ldind.i4
;; 06b: ret
