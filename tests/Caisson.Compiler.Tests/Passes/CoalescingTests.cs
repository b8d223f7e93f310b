using Caisson.Compiler.Analysis;
using Caisson.Compiler.Ir;
using Caisson.Compiler.Splitting;
using Caisson.Compiler.Tests.Splitting;
using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Passes;

/// <summary>Which locals may share a place, and that those that share one don't disturb each other.</summary>
public sealed class CoalescingTests
{
    private static readonly JitLimits All = JitLimits.Default with { ManyLocals = 0 };

    [Theory]
    [InlineData("one after the other", "(local.set $a (call $next)) (drop (call $id (local.get $a))) (local.set $b (call $next)) (drop (call $id (local.get $b)))", 1)]
    [InlineData("at the same time", "(local.set $a (call $next)) (local.set $b (call $next)) (drop (call $id (local.get $a))) (drop (call $id (local.get $b)))", 2)]
    [InlineData("one of the other", "(local.set $a (call $next)) (local.set $b (i32.mul (local.get $a) (local.get $a))) (drop (call $id (i32.mul (local.get $b) (local.get $b))))", 1)]
    [InlineData("needed in the next round", "(local.set $a (call $next)) (loop $l (drop (call $id (local.get $a))) (local.set $b (call $next)) (br_if $l (i32.mul (local.get $b) (local.get $b))))", 2)]
    [InlineData("each round its own", "(loop $l (local.set $a (call $next)) (drop (call $id (local.get $a))) (local.set $b (call $next)) (br_if $l (i32.mul (local.get $b) (local.get $b))))", 1)]
    [InlineData("set on one way only", "(block $k (br_if $k (call $next)) (local.set $a (call $next))) (drop (call $id (local.get $a))) (local.set $b (call $next)) (drop (call $id (local.get $b)))", 2)]
    [InlineData("read before it is set in each round", "(loop $l (drop (call $id (local.get $a))) (local.set $a (call $next)) (local.set $b (call $next)) (br_if $l (i32.mul (local.get $b) (local.get $b))))", 2)]
    [InlineData("two by one statement", "(call $pair) (local.set $b) (local.set $a) (drop (call $id (local.get $a))) (drop (call $id (local.get $b)))", 2)]
    [InlineData("of two types", "(local.set $a (call $next)) (drop (call $id (local.get $a))) (local.set $w (i64.extend_i32_u (call $next))) (drop (call $id (i32.wrap_i64 (i64.mul (local.get $w) (local.get $w)))))", 2)]
    public void They_share_where_only_one_is_needed(string what, string body, int places)
    {
        string wat = $"""
            (global $g (mut i32) (i32.const 0))
            (func $next (result i32) (global.set $g (i32.add (global.get $g) (i32.const 1))) (call $id (i32.sub (i32.const 9) (global.get $g))))
            (func $pair (result i32 i32) (call $next) (call $next))
            (func $id (param i32) (result i32) (if (i32.eq (local.get 0) (i32.const 77)) (then (drop (call $next)))) (local.get 0))
            (func (local $a i32) (local $b i32) (local $w i64) {body})
            """;
        CompiledModule code = SpyBackend.CompileAll(WatParser.Parse(wat), All);
        Assert.Equal((what, places), (what, Named(Pipeline.Run(code, 3)).Count));
    }

    [Theory]
    [InlineData("(local.set 1 (i32.add (local.get 0) (i32.const 1))) (loop $l (local.set 2 (i32.add (local.get 2) (local.get 1))) (local.set 3 (i32.mul (local.get 2) (i32.const 3))) (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if $l (i32.and (i32.ne (local.get 0) (i32.const 0)) (i32.lt_u (local.get 3) (i32.const 1000))))) (i32.add (local.get 1) (local.get 2))", 64)]
    [InlineData("(block $k (br_if $k (local.get 0)) (local.set 1 (i32.const 5))) (local.set 2 (i32.mul (local.get 0) (local.get 0))) (local.set 3 (local.get 2)) (i32.add (local.get 1) (local.get 3))", 49)]
    [InlineData("(local.set 1 (local.get 0)) (local.set 2 (i32.const 3)) (local.get 1) (local.get 2) (local.set 1) (local.set 2) (i32.sub (local.get 1) (local.get 2))", -4)]
    [InlineData("(block $h (try_table (catch_all $h) (local.set 1 (i32.mul (local.get 0) (local.get 0))) (local.set 2 (local.get 1)) (throw 0)) ) (local.set 3 (i32.const 2)) (i32.add (local.get 1) (i32.add (local.get 2) (local.get 3)))", 100)]
    public void The_result_stays(string body, int expected)
    {
        foreach (JitLimits limits in new[] { All, JitLimits.Default, JitLimits.Tiny })
        {
            var engine = new Engine(EngineOptions.Default with { Backend = new IlBackend { Limits = limits } });
            Runtime.Module module = engine.Compile(WatParser.Parse($"(tag) (func (export \"f\") (param i32) (result i32) (local i32 i32 i32) {body})"));
            Assert.Equal(expected, Assert.Single(module.Instantiate().GetFunction("f").Invoke(7)).AsInt32());
        }
    }

    /// <summary>As compilers make them that don't optimise: where there are too many, most had places in memory.</summary>
    [Fact]
    public void Thousands_of_locals_need_few_places()
    {
        const int count = 3000;
        string steps = string.Concat(Enumerable.Range(1, count).Select(i => $"(local.set {i} (i32.mul (i32.load offset={4 * i} (local.get 0)) (i32.const {2 * i + 3}))) (i32.store (local.get 0) (i32.xor (local.get {i}) (i32.shr_u (local.get {i}) (i32.const 7))))"));
        CompiledModule code = SpyBackend.CompileAll(WatParser.Parse($"(memory 1) (func (param i32) (local {string.Concat(Enumerable.Repeat("i32 ", count))}) {steps})"), JitLimits.Default);
        FunctionIr ir = Pipeline.Run(code, 0);
        Assert.True(ir.Locals.Count > count);
        Assert.InRange(Named(ir).Count, 1, 10);
        Assert.Empty(ir.ReadAsZero!);
    }

    /// <summary>A local that ends with a loop, as deep as there may be loops: no walk from each place to the outermost.</summary>
    [Fact]
    public void Loops_in_loops_are_followed()
    {
        const int depth = 3000;
        string wat = $"(func (param i32) (local i32 i32) (local.set 1 (i32.mul (local.get 0) (local.get 0))) {string.Concat(Enumerable.Repeat("loop ", depth))} (br_if 0 (local.get 1)) (br_if {depth / 2} (local.get 1)) (br_if {depth - 1} (local.get 1)) {string.Concat(Enumerable.Repeat("end ", depth))})";
        FunctionIr ir = Pipeline.Run(SpyBackend.CompileAll(WatParser.Parse(wat), JitLimits.Default), 0);
        LocalRange range = Assert.Single(LocalRanges.Of(ir).Known);
        Assert.Equal(ir.Body.FindLastIndex(statement => statement is LoopEnd), range.End);
    }

    private static HashSet<Local> Named(FunctionIr ir)
    {
        var uses = new LocalUses();
        foreach (Statement statement in ir.Body) uses.Add(statement);
        return [.. uses.Counts.Keys.Where(local => !local.IsParameter)];
    }
}
