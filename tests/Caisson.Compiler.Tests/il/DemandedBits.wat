(func (param $crc i32) (param $bit i32) (result i32)
  (local.set $crc (i32.and (i32.shr_u (local.get $crc) (i32.const 1)) (i32.const 32767)))
  (local.set $crc (select (i32.xor (local.get $crc) (i32.const -24575)) (local.get $crc) (local.get $bit)))
  (i32.and (local.get $crc) (i32.const 65535)))
;; without the pass: 18 instructions; with it: 16
;; 000: ldarg.1
;; 001: ldc.i4.1
;; 002: shr.un
;; 003: ldc.i4 32767
;; 008: and
;; 009: starg.s 1
;; 00b: ldarg.2
;; 00c: brfalse 01d
;; 011: ldarg.1
;; 012: ldc.i4 40961
;; 017: xor
;; 018: br 01e
;; 01d: ldarg.1
;; 01e: starg.s 1
;; 020: ldarg.1
;; 021: ret
