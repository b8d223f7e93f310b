(memory 1)
(func (param $p i32) (result i32)
  (i32.add
    (i32.and (i32.load8_u (local.get $p)) (i32.const 255))
    (select (i32.const 1) (i32.const 0) (i32.eqz (i32.eqz (i32.mul (i32.const 6) (i32.const 7)))))))

;; without the pass: 27 instructions; with it: 19
;; 000: ldarg.1
;; 001: conv.u8
;; 002: dup
;; 003: ldc.i4.1
;; 004: conv.i8
;; 005: add
;; 006: ldarg.0
;; 007: ldc.i4.s 16
;; 009: sub
;; 00a: ldind.i8
;; 00b: ble.un.s 012
;; 00d: call Trap.OutOfBoundsMemoryAccess
;; 012: conv.i
;; 013: ldarg.0
;; 014: add
;; 015: ldind.u1
;; 016: ldc.i4.1
;; 017: add
;; 018: ret
