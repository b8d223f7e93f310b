namespace Caisson.Runtime.Tests;

/// <summary>Guests that make objects without end. Not beside other tests: the heap is one for all.</summary>
[CollectionDefinition(nameof(HeapLimitTests), DisableParallelization = true)]
[Collection(nameof(HeapLimitTests))]
public sealed class HeapLimitTests
{
    private const string Types = """
        (type $list (struct (field (ref null $list)) (field i64)))
        (type $chunk (array (mut i8)))
        (type $kept (struct (field (ref null $kept)) (field (ref $chunk))))
        (type $caught (struct (field (ref null $caught)) (field exnref)))
        (tag $t (param i32))
        """;

    private static Engine Small => new(new EngineOptions { MaxHeapBytes = GC.GetTotalMemory(forceFullCollection: true) + (96 << 20) });

    public static TheoryData<string, string> Hoarders => new()
    {
        { "structures", "(func (export \"f\") (local (ref null $list)) (loop $l (local.set 0 (struct.new $list (local.get 0) (i64.const 1))) (br $l)))" },
        { "arrays", "(func (export \"f\") (local (ref null $kept)) (loop $l (local.set 0 (struct.new $kept (local.get 0) (array.new_default $chunk (i32.const 5000)))) (br $l)))" },
        { "fixed arrays", "(func (export \"f\") (local (ref null $kept)) (loop $l (local.set 0 (struct.new $kept (local.get 0) (array.new_fixed $chunk 3 (i32.const 1) (i32.const 2) (i32.const 3)))) (br $l)))" },
        { "large arrays", "(func (export \"f\") (local (ref null $kept)) (loop $l (local.set 0 (struct.new $kept (local.get 0) (array.new $chunk (i32.const 1) (i32.const 50000000)))) (br $l)))" },
        { "exceptions", "(func (export \"f\") (local (ref null $caught)) (loop $l (local.set 0 (struct.new $caught (local.get 0) (block $e (result exnref) (try_table (catch_all_ref $e) (throw $t (i32.const 1))) (unreachable)))) (br $l)))" },
    };

    [Theory]
    [MemberData(nameof(Hoarders))]
    public void Objects_without_end_are_a_trap_and_the_host_breathes(string name, string wat)
    {
        Instance instance = Guest.Instantiate(Types + wat, engine: Small);
        for (int i = 0; i < 3; i++) Guest.Traps(TrapKind.AllocationLimit, instance.GetFunction<Action>("f"));
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) > 0, name);
    }

    [Fact]
    public void Garbage_without_end_is_none()
    {
        Instance instance = Guest.Instantiate(
            Types + "(func (export \"f\") (param i32) (loop $l (drop (struct.new $list (ref.null $list) (i64.const 1))) (drop (array.new_default $chunk (i32.const 100))) (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))",
            engine: Small);
        instance.GetFunction<Action<int>>("f")(5_000_000);
    }
}
