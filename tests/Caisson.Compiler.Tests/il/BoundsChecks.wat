(memory 1)
(func (param $p i32) (result i32)
  (i32.add (i32.load (local.get $p)) (i32.load offset=8 (local.get $p)))
  (i32.store offset=4 (local.get $p) (i32.load (i32.const 1024)))
  (i32.add (i32.load (i32.add (local.get $p) (i32.const 4)))))

;; without the pass: 66 instructions; with it: 46
;; 000: ldarg.1
;; 001: conv.u8
;; 002: dup
;; 003: ldc.i4.s 12
;; 005: conv.i8
;; 006: add
;; 007: ldarg.0
;; 008: ldc.i4.s 16
;; 00a: sub
;; 00b: ldind.i8
;; 00c: ble.un.s 013
;; 00e: call Trap.OutOfBoundsMemoryAccess
;; 013: conv.i
;; 014: ldarg.0
;; 015: add
;; 016: ldind.i4
;; 017: ldarg.1
;; 018: conv.u8
;; 019: conv.i
;; 01a: ldarg.0
;; 01b: add
;; 01c: ldc.i4.8
;; 01d: add
;; 01e: ldind.i4
;; 01f: add
;; 020: stloc.0
;; 021: ldc.i4 1024
;; 026: conv.i8
;; 027: conv.i
;; 028: ldarg.0
;; 029: add
;; 02a: ldind.i4
;; 02b: stloc.1
;; 02c: ldarg.1
;; 02d: conv.u8
;; 02e: conv.i
;; 02f: ldarg.0
;; 030: add
;; 031: ldc.i4.4
;; 032: add
;; 033: ldloc.1
;; 034: stind.i4
;; 035: ldloc.0
;; 036: ldloc.1
;; 037: add
;; 038: ret
