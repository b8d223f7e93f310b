(memory 1)
(func (param $p i32) (result i32)
  (i32.add (i32.load (local.get $p)) (i32.load offset=8 (local.get $p)))
  (i32.store offset=4 (local.get $p) (i32.load (i32.const 1024)))
  (i32.add (i32.load (i32.add (local.get $p) (i32.const 4)))))

;; without the pass: 87 instructions; with it: 59
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
;; 01d: conv.i8
;; 01e: conv.i
;; 01f: add
;; 020: ldind.i4
;; 021: add
;; 022: stloc.0
;; 023: ldarg.1
;; 024: conv.u8
;; 025: ldc.i4 1024
;; 02a: conv.i8
;; 02b: conv.i
;; 02c: ldarg.0
;; 02d: add
;; 02e: ldind.i4
;; 02f: stloc.1
;; 030: conv.i
;; 031: ldarg.0
;; 032: add
;; 033: ldc.i4.4
;; 034: conv.i8
;; 035: conv.i
;; 036: add
;; 037: ldloc.1
;; 038: stind.i4
;; 039: ldloc.0
;; 03a: ldarg.1
;; 03b: conv.u8
;; 03c: conv.i
;; 03d: ldarg.0
;; 03e: add
;; 03f: ldc.i4.4
;; 040: conv.i8
;; 041: conv.i
;; 042: add
;; 043: ldind.i4
;; 044: add
;; 045: ret
