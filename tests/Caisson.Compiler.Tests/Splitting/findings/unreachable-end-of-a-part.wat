(module
(rec (type (struct (field (mut i64)) (field (mut i64)) (field (mut i32)))) (type (sub (array (mut (ref null 2))))) (type (sub 1 (array (mut (ref null 2))))))
(type (func (param i32 f64) (result i64 externref i32)))
(type (func (param exnref (ref null 2) (ref 2))))
(table (export "t0") 6 12 funcref (ref.func 0))
(table 6 12 (ref null 3) (ref.func 0))
(tag (type 4))
(global (export "fuel") (mut i32) (i32.const 20))
(global (export "g1") (mut i32) (i32.const -971509249))
(elem (table 0) (offset i32.const 1) func 0 0 0 0)
(elem func 0 0 0 0)
(elem (table 1) (offset i32.const 2) (ref null 3) (item (ref.func 0)) (item (ref.null nofunc)) (item (ref.null nofunc)) (item (ref.func 0)))
(data "\ad\6d\b4\46\37\46\84\86\97\16\87\23\26\16\c9\e1\b4\13\13\c4\a3\65\d0\f9")
(data "\fe\32\36\89\83\c3\51\9b\0b\4b\b2\6d\fe\bc\58\ec\fc\77\11\91\2c\c0\c9\e0")
(func (export "f0") (type 3)
(local i32 i64 f32 f64)
  local.get 0
  local.get 1
  f64.nearest
  call 0
  block (param externref i32) (result exnref (ref null 2) (ref 2) exnref)
    try_table (param externref i32) (result f32 (ref null 1) (ref 3)) (catch_ref 0 0)
      unreachable
      block (result exnref (ref null 2) (ref 2) exnref)
        try_table (result f64 i32) (catch_ref 0 0)
          f32.const 1.5
          ref.null none
          ref.func 0
          struct.new_default 0
          struct.get 0 2
          br_table 2
        end
        drop
        drop
        ref.null noexn
        local.get 2
        i32.const 7 i32.and
        array.new_default 1
        local.get 2
        i32.const 3 i32.and
        array.get 1
        ref.null none
        local.get 0
        array.new 2
        ref.null noexn
      end
      drop
      drop
      drop
      drop
    end
    drop
    drop
    drop
    ref.null noexn
    ref.null none
    block (result (ref 2))
      ref.null none
      ref.null none
      local.get 0
      i32.const 7 i32.and
      array.new 2
      br 0
    end
    ref.null noexn
  end
  drop
  local.get 3
  local.get 3
  i64.const -1
  local.get 2
  local.get 2
  f64.const 0x1p31
  block (result i32)
    i64.const 7607396887945548379
    local.get 3
    block (result i32)
      ref.null nofunc
      loop (param funcref) (result i32 i32 f32)
        global.get 0 i32.eqz if unreachable end global.get 0 i32.const 1 i32.sub global.set 0
        ref.func 0
        i64.const 0x8000000000000000
        block (result i64)
          local.get 3
        end
        i64.le_s
        if (param (ref 3)) (result i31ref (ref null 0))
          drop
          ref.null none
          local.get 3
          block (result i64)
            local.get 3
            i64.ctz
          end
          ref.null none
          ref.test (ref null 2)
          struct.new 0
          else
          drop
          ref.null none
          struct.new_default 0
        end
        drop
        drop
        drop
        local.get 2
        i32.popcnt
        block (result (ref null 3))
          ref.null nofunc
        end
        ref.is_null
        f32.const 1e30
      end
      drop
      local.set 0
    end
    select
    drop
    i32.const 0
  end
  i32.const 3 i32.and
  call_indirect 1 (type 3)
  local.set 0
  drop
  local.set 3
  local.set 0
  drop
  drop
  local.set 3
  drop
  drop
  drop
  drop
  i64.const 64
  local.get 2
  ref.i31
  extern.convert_any
  local.get 0
)
(func $digest (param anyref i32) (result i64) (local f32 f64)
  local.get 0 ref.is_null if i64.const 1 return end
  local.get 1 i32.eqz if i64.const 2 return end
  i64.const 3
)
(func (export "state") (result i64) (local i32) (local i64)
  local.get 1
)
)