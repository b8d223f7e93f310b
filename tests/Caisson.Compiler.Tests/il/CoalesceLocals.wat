(memory 1)
(func (param $p i32) (result i32) (local $a i32) (local $b i32) (local $c i32)
  (local.set $a (i32.load (local.get $p)))
  (i32.store offset=4 (local.get $p) (i32.mul (local.get $a) (local.get $a)))
  (local.set $b (i32.load offset=8 (local.get $p)))
  (i32.store offset=12 (local.get $p) (i32.mul (local.get $b) (local.get $b)))
  (local.set $c (local.get $b))
  (i32.store offset=16 (local.get $p) (local.get $c))
  (i32.mul (local.get $c) (local.get $c)))
;; without the pass: 80 instructions; with it: 72
;; 000: ldarg.1
;; 001: conv.u8
;; 002: dup
;; 003: ldarg.0
;; 004: ldc.i4.s 112
;; 006: sub
;; 007: ldind.i8
;; 008: blt.un.s 00f
;; 00a: call Trap.OutOfBoundsMemoryAccess
;; 00f: conv.i
;; 010: ldarg.0
;; 011: add
;; 012: ldind.i4
;; 013: stloc.0
;; 014: ldarg.1
;; 015: conv.u8
;; 016: conv.i
;; 017: ldarg.0
;; 018: add
;; 019: ldc.i4.4
;; 01a: add
;; 01b: ldloc.0
;; 01c: ldloc.0
;; 01d: mul
;; 01e: stind.i4
;; 01f: ldarg.1
;; 020: conv.u8
;; 021: dup
;; 022: ldarg.0
;; 023: ldc.i4 128
;; 028: sub
;; 029: ldind.i8
;; 02a: blt.un.s 031
;; 02c: call Trap.OutOfBoundsMemoryAccess
;; 031: conv.i
;; 032: ldarg.0
;; 033: add
;; 034: ldc.i4.8
;; 035: add
;; 036: ldind.i4
;; 037: stloc.0
;; 038: ldarg.1
;; 039: conv.u8
;; 03a: conv.i
;; 03b: ldarg.0
;; 03c: add
;; 03d: ldc.i4.s 12
;; 03f: add
;; 040: ldloc.0
;; 041: ldloc.0
;; 042: mul
;; 043: stind.i4
;; 044: ldarg.1
;; 045: conv.u8
;; 046: dup
;; 047: ldarg.0
;; 048: ldc.i4 136
;; 04d: sub
;; 04e: ldind.i8
;; 04f: blt.un.s 056
;; 051: call Trap.OutOfBoundsMemoryAccess
;; 056: conv.i
;; 057: ldarg.0
;; 058: add
;; 059: ldc.i4.s 16
;; 05b: add
;; 05c: ldloc.0
;; 05d: stind.i4
;; 05e: ldloc.0
;; 05f: ldloc.0
;; 060: mul
;; 061: ret
