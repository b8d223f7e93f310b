(func (param $p i32) (result i32)
  (block $end
    (br_if $end (i32.const 1))
    (local.set $p (i32.const 5)))
  (loop (nop))
  (local.get $p))

;; without the pass: 5 instructions; with it: 2
;; 000: ldarg.1
;; 001: ret
