using System.Runtime.CompilerServices;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests;

/// <summary>What a trap tells of the guest's stack.</summary>
public sealed class FrameTests
{
    // Calls through a table are never inlined.
    private const string Table = "(table 4 funcref) (elem (i32.const 0) $inner $middle)";

    [Fact]
    public void Frames_are_named_from_the_innermost_out()
    {
        Instance guest = Guest.Instantiate($"""
            (module $math {Table}
              (func $inner (drop (i32.div_u (i32.const 1) (i32.const 0))))
              (func $middle (call_indirect (i32.const 0)) (global.set 0 (i32.const 1)))
              (func $outer (export "run") (call_indirect (i32.const 1)) (global.set 0 (i32.const 2)))
              (global (mut i32) (i32.const 0)))
            """);
        TrapException trap = Guest.Traps(TrapKind.IntegerDivideByZero, guest.GetFunction<Action>("run"));
        Assert.Equal(["math!inner", "math!middle", "math!outer"], trap.Frames.Select(frame => frame.ToString()));
        Assert.Equal([0u, 1u, 2u], trap.Frames.Select(frame => frame.FunctionIndex.Value));
        Assert.Contains("wasm math!inner", trap.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_outlive_what_else_refers_to_the_module()
    {
        TrapException trap = Fail();
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.Equal("gone!fail", Assert.Single(trap.Frames).ToString());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static TrapException Fail() =>
            Guest.Traps(TrapKind.Unreachable, Guest.Instantiate("(module $gone (func $fail (export \"run\") unreachable))").GetFunction<Action>("run"));
    }

    [Fact]
    public void Exports_give_names_where_the_name_section_has_none()
    {
        Instance guest = Guest.Instantiate("""
            (import "m" "f" (func)) (table 2 funcref) (elem (i32.const 0) 1)
            (func (export "fail") (unreachable))
            (func (call_indirect (i32.const 0)) (drop (memory.grow (i32.const 0))))
            (func (export "run") (call_indirect (i32.const 1)) (drop (memory.grow (i32.const 0))))
            (elem (i32.const 1) 2) (memory 1)
            """, new() { { "m", "f", () => { } } });
        TrapException trap = Guest.Traps(TrapKind.Unreachable, guest.GetFunction<Action>("run"));
        Assert.Equal([new WasmFrame(null, "fail", new FuncIdx(1), null), new(null, null, new FuncIdx(2), null), new(null, "run", new FuncIdx(3), null)], trap.Frames);
    }

    [Fact]
    public void Frames_go_through_instances_and_the_host()
    {
        Instance inner = Guest.Instantiate("(module $a (func $fail (export \"f\") (unreachable)))");
        Action fail = inner.GetFunction<Action>("f");
        Instance outer = Guest.Instantiate("(module $b (import \"a\" \"f\" (func $f)) (memory 1) (func $run (export \"run\") (call $f) (drop (memory.grow (i32.const 0)))))", new() { { "a", "f", () => fail() } });
        TrapException trap = Guest.Traps(TrapKind.Unreachable, outer.GetFunction<Action>("run"));
        Assert.Equal(["a!fail", "b!run"], trap.Frames.Select(frame => frame.ToString()));
    }

    [Fact]
    public void A_function_with_a_large_frame_is_there_once()
    {
        Instance guest = Guest.Instantiate($"(module $m (func $large (export \"run\") (param i32) (local {Guest.Repeat(5000, "i64")}) (if (local.get 0) (then (unreachable)))))");
        TrapException trap = Guest.Traps(TrapKind.Unreachable, () => guest.GetFunction<Action<int>>("run")(1));
        Assert.Equal(["m!large"], trap.Frames.Select(frame => frame.ToString()));
    }

    [Fact]
    public void A_trap_of_the_host_has_no_frames()
    {
        Memory memory = new(new MemType(new(1, 1)));
        Assert.Empty(Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => memory.Read<byte>(-1)).Frames);
    }
}
