namespace Caisson.Runtime.Tests.Objects;

/// <summary>Arrays beyond what is allowed, or possible, and ranges beyond their ends: traps, nothing else.</summary>
public sealed class ArrayLimitTests
{
    private const string Arrays = """
        (type $i8 (array (mut i8))) (type $i64 (array (mut i64))) (type $v (array (mut v128))) (type $r (array (mut anyref)))
        (data $d "0123456789") (elem $e anyref (ref.i31 (i32.const 1)) (ref.i31 (i32.const 2)))
        (func (export "i8") (param i32) (result i32) (array.len (array.new_default $i8 (local.get 0))))
        (func (export "i64") (param i32) (result i32) (array.len (array.new $i64 (i64.const 1) (local.get 0))))
        (func (export "v") (param i32) (result i32) (array.len (array.new_default $v (local.get 0))))
        (func (export "r") (param i32) (result i32) (array.len (array.new $r (ref.null any) (local.get 0))))
        (func (export "data") (param i32 i32) (result i32) (array.len (array.new_data $i64 $d (local.get 0) (local.get 1))))
        (func (export "elem") (param i32 i32) (result i32) (array.len (array.new_elem $r $e (local.get 0) (local.get 1))))
        (func (export "init_data") (param i32 i32 i32) (array.init_data $i8 $d (array.new_default $i8 (i32.const 20)) (local.get 0) (local.get 1) (local.get 2)))
        (func (export "init_elem") (param i32 i32 i32) (array.init_elem $r $e (array.new_default $r (i32.const 20)) (local.get 0) (local.get 1) (local.get 2)))
        (func (export "copy") (param i32 i32 i32) (array.copy $i8 $i8 (array.new_default $i8 (i32.const 20)) (local.get 0) (array.new_default $i8 (i32.const 10)) (local.get 1) (local.get 2)))
        (func (export "fill") (param i32 i32) (array.fill $i8 (array.new_default $i8 (i32.const 20)) (local.get 0) (i32.const 1) (local.get 1)))
        (func (export "get") (param i32) (result i32) (array.get_u $i8 (array.new_default $i8 (i32.const 20)) (local.get 0)))
        (func (export "set") (param i32) (array.set $i8 (array.new_default $i8 (i32.const 20)) (local.get 0) (i32.const 1)))
        """;

    private static readonly Instance Instance = Guest.Instantiate(Arrays);

    [Theory]
    [InlineData("i8", -1)]
    [InlineData("i8", (1 << 30) + 1)]
    [InlineData("i8", int.MinValue)]
    [InlineData("i64", -1)]
    [InlineData("i64", (1 << 27) + 1)]
    [InlineData("v", (1 << 26) + 1)]
    [InlineData("v", -1)]
    [InlineData("r", (1 << 27) + 1)]
    [InlineData("r", -1)]
    public void An_array_beyond_the_limit_is_a_trap(string name, int length) =>
        Guest.Traps(TrapKind.AllocationLimit, () => Instance.GetFunction(name).Invoke(length));

    [Fact]
    public void The_limit_can_be_set()
    {
        Module module = Guest.Compile(Arrays, new Engine(EngineOptions.Default with { MaxArrayBytes = 100 }));
        Instance guest = module.Instantiate();
        Assert.Equal(100, guest.GetFunction("i8").Invoke(100)[0].AsInt32());
        Guest.Traps(TrapKind.AllocationLimit, () => guest.GetFunction("i8").Invoke(101));
        Assert.Equal(12, guest.GetFunction("i64").Invoke(12)[0].AsInt32());
        Guest.Traps(TrapKind.AllocationLimit, () => guest.GetFunction("i64").Invoke(13));
        Assert.Equal(6, guest.GetFunction("v").Invoke(6)[0].AsInt32());
        Guest.Traps(TrapKind.AllocationLimit, () => guest.GetFunction("v").Invoke(7));
        Guest.Traps(TrapKind.AllocationLimit, () => WasmArray.Create(module, default, 101, 0));
        Module zero = Guest.Compile("(type $a (array i32)) (func (export \"fixed\") (drop (array.new_fixed $a 1 (i32.const 1)))) (func (export \"empty\") (drop (array.new_fixed $a 0)))", new Engine(EngineOptions.Default with { MaxArrayBytes = 0 }));
        zero.Instantiate().GetFunction("empty").Invoke();
        Guest.Traps(TrapKind.AllocationLimit, () => zero.Instantiate().GetFunction("fixed").Invoke());
        Module constant = Guest.Compile("(type $a (array i8)) (global (ref $a) (array.new_default $a (i32.const 101)))", new Engine(EngineOptions.Default with { MaxArrayBytes = 100 }));
        Guest.Traps(TrapKind.AllocationLimit, () => constant.Instantiate());
    }

    [Theory]
    [InlineData("data", 3, 1, TrapKind.OutOfBoundsMemoryAccess)]
    [InlineData("data", 0, 2, TrapKind.OutOfBoundsMemoryAccess)]
    [InlineData("data", 0, -1, TrapKind.OutOfBoundsMemoryAccess)]
    [InlineData("data", 11, 0, TrapKind.OutOfBoundsMemoryAccess)]
    [InlineData("data", -1, 1, TrapKind.OutOfBoundsMemoryAccess)]
    [InlineData("data", 0, 0x20000001, TrapKind.OutOfBoundsMemoryAccess)]
    [InlineData("elem", 0, 3, TrapKind.OutOfBoundsTableAccess)]
    [InlineData("elem", 2, 1, TrapKind.OutOfBoundsTableAccess)]
    [InlineData("elem", -1, 2, TrapKind.OutOfBoundsTableAccess)]
    [InlineData("fill", 20, 1, TrapKind.OutOfBoundsArrayAccess)]
    [InlineData("fill", -1, 2, TrapKind.OutOfBoundsArrayAccess)]
    [InlineData("fill", 21, 0, TrapKind.OutOfBoundsArrayAccess)]
    public void Two_numbers_out_of_bounds(string name, int first, int second, TrapKind expected) =>
        Guest.Traps(expected, () => Instance.GetFunction(name).Invoke(first, second));

    [Theory]
    [InlineData("init_data", 0, 0, 11, TrapKind.OutOfBoundsMemoryAccess)]
    [InlineData("init_data", 11, 0, 10, TrapKind.OutOfBoundsArrayAccess)]
    [InlineData("init_data", 21, 0, 0, TrapKind.OutOfBoundsArrayAccess)]
    [InlineData("init_elem", 0, 1, 2, TrapKind.OutOfBoundsTableAccess)]
    [InlineData("init_elem", 19, 0, 2, TrapKind.OutOfBoundsArrayAccess)]
    [InlineData("copy", 11, 0, 10, TrapKind.OutOfBoundsArrayAccess)]
    [InlineData("copy", 0, 1, 10, TrapKind.OutOfBoundsArrayAccess)]
    [InlineData("copy", 0, 0, -1, TrapKind.OutOfBoundsArrayAccess)]
    [InlineData("copy", -1, 0, 1, TrapKind.OutOfBoundsArrayAccess)]
    public void Three_numbers_out_of_bounds(string name, int first, int second, int third, TrapKind expected) =>
        Guest.Traps(expected, () => Instance.GetFunction(name).Invoke(first, second, third));

    [Theory]
    [InlineData(20)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void An_index_out_of_bounds(int index)
    {
        Guest.Traps(TrapKind.OutOfBoundsArrayAccess, () => Instance.GetFunction("get").Invoke(index));
        Guest.Traps(TrapKind.OutOfBoundsArrayAccess, () => Instance.GetFunction("set").Invoke(index));
    }

    [Fact]
    public void The_ends_are_inside()
    {
        Assert.Equal(1, Instance.GetFunction("data").Invoke(2, 1)[0].AsInt32());
        Assert.Equal(0, Instance.GetFunction("data").Invoke(10, 0)[0].AsInt32());
        Assert.Equal(2, Instance.GetFunction("elem").Invoke(0, 2)[0].AsInt32());
        Instance.GetFunction("init_data").Invoke(10, 0, 10);
        Instance.GetFunction("init_elem").Invoke(18, 0, 2);
        Instance.GetFunction("copy").Invoke(10, 0, 10);
        Instance.GetFunction("fill").Invoke(20, 0);
        Instance.GetFunction("set").Invoke(19);
    }
}
