(memory 1)
(func (param $p i32) (result i32)
  (i32.add (i32.load (local.get $p)) (i32.load offset=8 (local.get $p)))
  (i32.store offset=4 (local.get $p) (i32.load (i32.const 1024)))
  (i32.add (i32.load (i32.add (local.get $p) (i32.const 4)))))

;; without the pass: 57 instructions; with it: 43
;; 000: ldarg.1
;; 001: conv.u8
;; 002: dup
;; 003: ldarg.0
;; 004: ldc.i4 144
;; 009: sub
;; 00a: ldind.i8
;; 00b: blt.un.s 012
;; 00d: call Trap.OutOfBoundsMemoryAccess
;; 012: conv.i
;; 013: ldarg.0
;; 014: add
;; 015: ldind.i4
;; 016: ldarg.1
;; 017: conv.u8
;; 018: conv.i
;; 019: ldarg.0
;; 01a: add
;; 01b: ldc.i4.8
;; 01c: add
;; 01d: ldind.i4
;; 01e: add
;; 01f: stloc.0
;; 020: ldc.i4 1024
;; 025: conv.i8
;; 026: conv.i
;; 027: ldarg.0
;; 028: add
;; 029: ldind.i4
;; 02a: stloc.1
;; 02b: ldarg.1
;; 02c: conv.u8
;; 02d: conv.i
;; 02e: ldarg.0
;; 02f: add
;; 030: ldc.i4.4
;; 031: add
;; 032: ldloc.1
;; 033: stind.i4
;; 034: ldloc.0
;; 035: ldloc.1
;; 036: add
;; 037: ret
