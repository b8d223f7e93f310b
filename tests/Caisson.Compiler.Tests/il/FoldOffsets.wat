(memory 1)
(func (param $p i32) (result i32) (local $q i32)
  (i32.store (local.get $p) (i32.const 1))
  (local.set $q (i32.add (local.get $p) (i32.const 12)))
  (i32.store (local.get $q) (i32.load (i32.add (local.get $p) (i32.const 70000))))
  (i32.load offset=4 (local.get $q)))

;; without the pass: 66 instructions; with it: 64
;; 000: ldc.i4.0
;; 001: stloc.0
;; 002: ldarg.1
;; 003: conv.u8
;; 004: dup
;; 005: ldarg.0
;; 006: ldc.i4.s 104
;; 008: sub
;; 009: ldind.i8
;; 00a: blt.un.s 011
;; 00c: call Trap.OutOfBoundsMemoryAccess
;; 011: conv.i
;; 012: ldarg.0
;; 013: add
;; 014: ldc.i4.1
;; 015: stind.i4
;; 016: ldarg.1
;; 017: conv.u8
;; 018: ldarg.1
;; 019: ldc.i4 70000
;; 01e: add
;; 01f: conv.u8
;; 020: dup
;; 021: ldarg.0
;; 022: ldc.i4.s 104
;; 024: sub
;; 025: ldind.i8
;; 026: blt.un.s 02d
;; 028: call Trap.OutOfBoundsMemoryAccess
;; 02d: conv.i
;; 02e: ldarg.0
;; 02f: add
;; 030: ldind.i4
;; 031: stloc.1
;; 032: dup
;; 033: ldarg.0
;; 034: ldc.i4 128
;; 039: sub
;; 03a: ldind.i8
;; 03b: blt.un.s 042
;; 03d: call Trap.OutOfBoundsMemoryAccess
;; 042: conv.i
;; 043: ldarg.0
;; 044: add
;; 045: ldc.i4.s 12
;; 047: add
;; 048: ldloc.1
;; 049: stind.i4
;; 04a: ldarg.1
;; 04b: conv.u8
;; 04c: dup
;; 04d: ldarg.0
;; 04e: ldc.i4 136
;; 053: sub
;; 054: ldind.i8
;; 055: blt.un.s 05c
;; 057: call Trap.OutOfBoundsMemoryAccess
;; 05c: conv.i
;; 05d: ldarg.0
;; 05e: add
;; 05f: ldc.i4.s 16
;; 061: add
;; 062: ldind.i4
;; 063: ret
