(memory 1)
(func (param $p i32) (result i32)
  (i32.add
    (i32.and (i32.load8_u (local.get $p)) (i32.const 255))
    (select (i32.const 1) (i32.const 0) (i32.eqz (i32.eqz (i32.mul (i32.const 6) (i32.const 7)))))))

;; without the pass: 24 instructions; with it: 16
;; 000: ldarg.1
;; 001: conv.u8
;; 002: dup
;; 003: ldarg.0
;; 004: ldc.i4.s 120
;; 006: sub
;; 007: ldind.i8
;; 008: blt.un.s 00f
;; 00a: call Trap.OutOfBoundsMemoryAccess
;; 00f: conv.i
;; 010: ldarg.0
;; 011: add
;; 012: ldind.u1
;; 013: ldc.i4.1
;; 014: add
;; 015: ret
