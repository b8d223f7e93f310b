using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle.Tests;

/// <summary>What the suite's scripts can't do: functions of the host that do more than print, and what a store tells of its use.</summary>
public class StoreTests
{
    private static readonly FuncType Nullary = new([], []);

    private readonly Store _store = new();

    [Fact]
    public void A_function_of_the_host_gets_arguments_and_gives_results()
    {
        HostFunc add = _store.HostFunction(new FuncType([ValType.I32, ValType.I32], [ValType.I32]), values => [Val.I32(values[0].U32 + values[1].U32)]);
        ModuleInst instance = _store.Instantiate(
            Wat.Valid("""
                (module
                  (import "" "" (func $add (param i32 i32) (result i32)))
                  (func (export "f") (result i32) (i32.mul (call $add (i32.const 1) (i32.const 2)) (i32.const 5))))
                """),
            add);
        Assert.Equal([Val.I32(15)], Invoke(instance, "f"));
    }

    [Fact]
    public void An_exception_of_the_host_can_be_caught()
    {
        TagInst tag = _store.Tag(new FuncType([ValType.I32], []));
        HostFunc thrower = _store.HostFunction(Nullary, _ => throw new ThrowStop(new ExnInst(tag, [Val.I32(3)])));
        ModuleInst instance = _store.Instantiate(
            Wat.Valid("""
                (module
                  (import "" "" (tag $e (param i32)))
                  (import "" "" (func $throw))
                  (func (export "f") (result i32)
                    (block (result i32) (try_table (result i32) (catch $e 0) (call $throw) (i32.const 1)))))
                """),
            tag,
            thrower);
        Assert.Equal([Val.I32(3)], Invoke(instance, "f"));
    }

    [Fact]
    public void An_exception_passes_through_the_host()
    {
        ModuleInst? inner = null;
        HostFunc pass = _store.HostFunction(Nullary, _ => Invoke(inner!, "throw"));
        TagInst tag = _store.Tag(Nullary);
        inner = _store.Instantiate(Wat.Valid("""(module (import "" "" (tag $e)) (func (export "throw") (throw $e)))"""), tag);
        ModuleInst outer = _store.Instantiate(
            Wat.Valid("""
                (module
                  (import "" "" (tag $e))
                  (import "" "" (func $pass))
                  (func (export "caught") (result i32)
                    (block (try_table (catch $e 0) (call $pass)) (return (i32.const 1)))
                    (i32.const 2))
                  (func (export "uncaught") (call $pass)))
                """),
            tag,
            pass);
        Assert.Equal([Val.I32(2)], Invoke(outer, "caught"));
        Assert.Same(tag, Assert.Throws<ThrowStop>(() => Invoke(outer, "uncaught")).Exception.Tag);
    }

    [Fact]
    public void A_trap_within_the_host_isnt_caught()
    {
        HostFunc trap = _store.HostFunction(Nullary, _ => throw new TrapStop(TrapKind.Unreachable));
        ModuleInst instance = _store.Instantiate(
            Wat.Valid("""(module (import "" "" (func $trap)) (func (export "f") (block (try_table (catch_all 0) (call $trap)))))"""),
            trap);
        Assert.Throws<TrapStop>(() => Invoke(instance, "f"));
    }

    [Fact]
    public void Missing_imports_and_those_of_other_types_arent_linked()
    {
        ModuleSyntax module = Wat.Valid("""(module (import "" "" (func (param i32))))""");
        Assert.Throws<LinkStop>(() => _store.Instantiate(module));
        Assert.Throws<LinkStop>(() => _store.Instantiate(module, _store.HostFunction(Nullary, _ => [])));
        Assert.Throws<LinkStop>(() => _store.Instantiate(module, _store.Tag(new FuncType([ValType.I32], []))));
    }

    [Theory]
    [InlineData("f32x4.relaxed_madd", true)]
    [InlineData("v128.bitselect", false)]
    public void A_store_tells_whether_others_may_differ(string instruction, bool relaxed)
    {
        string zero = "(v128.const i64x2 0 0)";
        ModuleInst instance = _store.Instantiate(Wat.Valid($"(module (func (export \"f\") (drop ({instruction} {zero} {zero} {zero}))))"));
        Assert.False(_store.HasExecutedRelaxed);
        Invoke(instance, "f");
        Assert.Equal(relaxed, _store.HasExecutedRelaxed);
    }

    [Theory]
    [InlineData("f32.add (f32.const nan:0x200001) (f32.const 1)")]
    [InlineData("f32.div (f32.const 0) (f32.const 0)")]
    [InlineData("f32.max (f32.const -nan) (f32.const 1)")]
    [InlineData("f32.nearest (f32.const nan:0x1)")]
    [InlineData("f32.sqrt (f32.const -1)")]
    [InlineData("f32.demote_f64 (f64.const nan:0x4000000000001)")]
    [InlineData("f32x4.extract_lane 2 (f32x4.mul (v128.const f32x4 1 1 inf 1) (v128.const f32x4 1 1 0 1))")]
    public void There_is_one_nan_for_all(string instruction) => Assert.Equal(
        [Val.Of(float.NaN)],
        new Interpreter(Wat.Valid($"(module (func (result f32) ({instruction})))")).Invoke(0));

    private Val[] Invoke(ModuleInst instance, string name) => _store.Invoke((FuncInst)instance.Export(name)!);
}
