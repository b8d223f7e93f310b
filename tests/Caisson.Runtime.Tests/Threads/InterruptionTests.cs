namespace Caisson.Runtime.Tests.Threads;

public sealed class InterruptionTests
{
    private const string Memory = "(memory (export \"memory\") 1 1 shared) (func $arrive (i32.atomic.store (i32.const 0) (i32.const 1)))";

    [Theory]
    [InlineData("loop", "(func (export \"f\") (call $arrive) (loop $l (br $l)))")]
    [InlineData("loop without stores", "(func (export \"f\") (local i32) (call $arrive) (loop $l (br_if $l (i32.eqz (local.get 0)))))")]
    [InlineData("tail calls", "(func $g (return_call $g)) (func (export \"f\") (call $arrive) (call $g))")]
    [InlineData("tree of calls", "(func $g (param i32) (if (local.get 0) (then (call $g (i32.sub (local.get 0) (i32.const 1))) (call $g (i32.sub (local.get 0) (i32.const 1)))))) (func (export \"f\") (call $arrive) (call $g (i32.const 200)))")]
    [InlineData("wait", "(func (export \"f\") (call $arrive) (drop (memory.atomic.wait32 (i32.const 8) (i32.const 0) (i64.const -1))))")]
    [InlineData("wait with a timeout", "(func (export \"f\") (call $arrive) (drop (memory.atomic.wait64 (i32.const 8) (i64.const 0) (i64.const 9000000000000000000))))")]
    public void Code_that_would_go_on_for_ever_ends(string name, string wat)
    {
        Instance instance = Guest.Instantiate(Memory + wat);
        var f = instance.GetFunction<Action>("f");
        Together.Run(3, thread =>
        {
            if (thread > 0)
            {
                Guest.Traps(TrapKind.Interrupted, f);
                return;
            }
            SpinWait.SpinUntil(() => instance.GetMemory().Read<int>(0) == 1);
            Thread.Sleep(5);
            instance.Interrupt();
        });
        Guest.Traps(TrapKind.Interrupted, f);
        Assert.NotEmpty(name);
    }

    [Fact]
    public void Others_that_wait_at_the_same_address_go_on()
    {
        Module module = Guest.Compile("(import \"h\" \"m\" (memory 1 1 shared)) (func (export \"f\") (result i32) (memory.atomic.wait32 (i32.const 8) (i32.const 0) (i64.const -1))) (func (export \"n\") (result i32) (memory.atomic.notify (i32.const 8) (i32.const -1)))");
        Imports imports = new() { { "h", "m", new Memory(new Wasm.Syntax.MemType(new Wasm.Syntax.Limits(1, 1), Shared: true)) } };
        Instance ended = module.Instantiate(imports), other = module.Instantiate(imports);
        Together.Run(3, thread =>
        {
            if (thread == 0) Guest.Traps(TrapKind.Interrupted, () => ended.GetFunction<Func<int>>("f")());
            else if (thread == 1) Assert.Equal(0, other.GetFunction<Func<int>>("f")());
            else
            {
                Thread.Sleep(20);
                ended.Interrupt();
                SpinWait.SpinUntil(() => other.GetFunction<Func<int>>("n")() == 1);
            }
        });
    }

    [Fact]
    public void A_notification_isnt_lost_to_those_that_were_interrupted()
    {
        Module module = Guest.Compile("(import \"h\" \"m\" (memory 1 1 shared)) (func (export \"f\") (drop (memory.atomic.wait32 (i32.const 8) (i32.const 0) (i64.const -1)))) (func (export \"n\") (result i32) (memory.atomic.notify (i32.const 8) (i32.const 1)))");
        Imports imports = new() { { "h", "m", new Memory(new Wasm.Syntax.MemType(new Wasm.Syntax.Limits(1, 1), Shared: true)) } };
        Instance ended = module.Instantiate(imports), other = module.Instantiate(imports);
        var notify = other.GetFunction<Func<int>>("n");
        Together.Run(2, thread =>
        {
            if (thread == 0)
            {
                Guest.Traps(TrapKind.Interrupted, ended.GetFunction<Action>("f"));
                return;
            }
            Thread.Sleep(20);
            ended.Interrupt();
            Assert.Equal(0, notify());
        });
    }
}
