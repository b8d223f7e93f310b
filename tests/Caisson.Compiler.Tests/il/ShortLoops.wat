(memory 1)
(func (param $p i32) (local $i i32)
  (loop $l
    (i32.store (local.get $i) (local.get $p))
    (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 4))) (i32.const 400))))
  (local.set $i (i32.const 100))
  (loop $l
    (i32.store (local.get $i) (local.get $p))
    (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 4))) (i32.const 400)))))
;; without the pass: 61 instructions; with it: 54
;; 000: ldc.i4.0
;; 001: stloc.0
;; 002: ldarg.0
;; 003: ldc.i4.s 32
;; 005: sub
;; 006: volatile.
;; 008: ldind.i4
;; 009: brfalse.s 010
;; 00b: call Trap.Interrupted
;; 010: ldloc.0
;; 011: conv.u8
;; 012: dup
;; 013: ldarg.0
;; 014: ldc.i4.s 104
;; 016: sub
;; 017: ldind.i8
;; 018: blt.un.s 01f
;; 01a: call Trap.OutOfBoundsMemoryAccess
;; 01f: conv.i
;; 020: ldarg.0
;; 021: add
;; 022: ldarg.1
;; 023: stind.i4
;; 024: ldloc.0
;; 025: ldc.i4.4
;; 026: add
;; 027: stloc.0
;; 028: ldloc.0
;; 029: ldc.i4 400
;; 02e: bne.un 002
;; 033: ldc.i4.s 100
;; 035: stloc.0
;; 036: ldloc.0
;; 037: conv.u8
;; 038: dup
;; 039: ldarg.0
;; 03a: ldc.i4.s 104
;; 03c: sub
;; 03d: ldind.i8
;; 03e: blt.un.s 045
;; 040: call Trap.OutOfBoundsMemoryAccess
;; 045: conv.i
;; 046: ldarg.0
;; 047: add
;; 048: ldarg.1
;; 049: stind.i4
;; 04a: ldloc.0
;; 04b: ldc.i4.4
;; 04c: add
;; 04d: stloc.0
;; 04e: ldloc.0
;; 04f: ldc.i4 400
;; 054: bne.un 036
;; 059: ret
