using Caisson.Runtime;
using Caisson.Wasm;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Exceptions;

/// <summary>The exception instructions from before the standard.</summary>
public sealed class LegacyTests
{
    private static readonly Engine Engine = new(new EngineOptions { Features = Features.Wasm3 | Features.LegacyExceptions });

    private const string State = """
        (tag $e (param i32)) (tag $none)
        (global $g (mut i32) (i32.const 0))
        (func $throw (param i32) (result i32) (if (i32.eqz (local.get 0)) (then (return (i32.const -1)))) (throw $e (local.get 0)))
        (func $none (throw $none))

        """;

    [Theory]
    [InlineData("(try (result i32) (do (call $throw (local.get 0))) (catch $e))", 7)]
    [InlineData("(try (result i32) (do (call $throw (i32.const 0))) (catch $e))", -1)]
    [InlineData("(try (result i32) (do (call $throw (local.get 0))) (catch $none (i32.const 1)) (catch $e (i32.add (i32.const 1))) (catch_all (i32.const 3)))", 8)]
    [InlineData("(try (result i32) (do (call $none) (i32.const 9)) (catch $e) (catch_all (i32.const 3)))", 3)]
    [InlineData("(try (do (drop (call $throw (local.get 0))))) (i32.const 1)", null)]
    [InlineData("(try (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (catch $none (i32.const 1)))) (catch $e))", 7)]
    // rethrow, from here and from an outer clause.
    [InlineData("(try (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (catch $e (drop) (rethrow 0)))) (catch $e (i32.add (i32.const 1))))", 8)]
    [InlineData("(try (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (catch $e (drop) (try (result i32) (do (call $throw (i32.const 5))) (catch $e (drop) (rethrow 1)))))) (catch $e (i32.add (i32.const 1))))", 8)]
    [InlineData("(try (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (catch $e (drop) (try (result i32) (do (call $throw (i32.const 5))) (catch_all (rethrow 0)))))) (catch $e (i32.add (i32.const 1))))", 6)]
    // An exception in a clause isn't the same try's.
    [InlineData("(try (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (catch $e (drop) (call $throw (i32.const 4))) (catch_all (i32.const 1)))) (catch $e (i32.add (i32.const 1))))", 5)]
    // delegate: to the next one, past one, past two, to the function, from a clause, to a clause, to a block.
    [InlineData("(try (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (delegate 0))) (catch $e (i32.add (i32.const 1))))", 8)]
    [InlineData("(try $o (result i32) (do (try $m (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (delegate $o))) (catch_all (i32.const 1)))) (catch $e (i32.add (i32.const 2))))", 9)]
    [InlineData("(try $o (result i32) (do (try $m (result i32) (do (try $n (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (delegate $o))) (catch_all (i32.const 1)))) (catch_all (i32.const 1)))) (catch $e (i32.add (i32.const 2))))", 9)]
    [InlineData("(try $m (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (delegate 1))) (catch_all (i32.const 1)))", null)]
    [InlineData("(try $o (result i32) (do (try $m (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (delegate $o)) (drop) (call $throw (i32.const 3))) (catch_all (i32.const 1)))) (catch $e (i32.add (i32.const 2))))", 9)]
    [InlineData("(try $o (result i32) (do (try $m (result i32) (do (try (result i32) (do (call $throw (i32.const 0))) (delegate $o)) (drop) (call $throw (i32.const 3))) (catch_all (i32.const 1)))) (catch $e (i32.add (i32.const 2))))", 1)]
    [InlineData("(try $o (result i32) (do (try $m (result i32) (do (call $throw (local.get 0))) (catch $e (drop) (try (result i32) (do (call $throw (i32.const 4))) (delegate $m))) (catch_all (i32.const 1)))) (catch $e (i32.add (i32.const 2))))", 6)]
    [InlineData("(try $o (result i32) (do (block $b (result i32) (try $m (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (delegate $b))) (catch_all (i32.const 1))))) (catch $e (i32.add (i32.const 2))))", 9)]
    // Past a try, from a try inside the one that delegates: whose own clauses come first.
    [InlineData("(block $b (result i32) (try $m (result i32) (do (try (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (catch $none (i32.const 5)))) (delegate $b))) (catch $e (i32.add (i32.const 1)))))", null)]
    [InlineData("(block $b (result i32) (try $m (result i32) (do (try (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (catch $e (i32.add (i32.const 3))))) (delegate $b))) (catch $e (i32.add (i32.const 1)))))", 10)]
    [InlineData("(try $o (result i32) (do (try $m (result i32) (do (try (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (catch $none (i32.const 5)))) (delegate $o))) (catch $e (i32.add (i32.const 1))))) (catch $e (i32.add (i32.const 2))))", 9)]
    [InlineData("(try $o (result i32) (do (try $m (result i32) (do (try (result i32) (do (try (result i32) (do (call $throw (local.get 0))) (catch $none (i32.const 5)))) (delegate $o)) (drop) (call $throw (i32.const 4))) (catch $e (i32.add (i32.const 1))))) (catch $e (i32.add (i32.const 2))))", 9)]
    [InlineData("(try $o (result i32) (do (try $m (result i32) (do (try (result i32) (do (try (result i32) (do (call $throw (i32.const 0))) (catch $none (i32.const 5)))) (delegate $o)) (drop) (call $throw (i32.const 4))) (catch $e (i32.add (i32.const 1))))) (catch $e (i32.add (i32.const 2))))", 5)]
    // Branches out of bodies and clauses.
    [InlineData("(block $b (result i32) (try (result i32) (do (br $b (call $throw (i32.const 0)))) (catch_all (i32.const 1))))", -1)]
    [InlineData("(block $b (result i32) (try (result i32) (do (call $throw (local.get 0))) (catch $e (br $b) )) (drop) (i32.const 1))", 7)]
    [InlineData("(try (do (return (call $throw (local.get 0)))) (catch $e (return))) (i32.const 1)", 7)]
    public void Does_as_the_proposal_says(string body, int? expected)
    {
        Function f = Engine.Compile(WatParser.Parse($"{State}(func (export \"f\") (param i32) (result i32) {body})")).Instantiate().GetFunction("f");
        if (expected is { } value) Assert.Equal(value, f.Invoke(7)[0].AsInt32());
        else Assert.Equal(7, Assert.Throws<WasmException>(() => f.Invoke(7)).Payload[0].AsInt32());
    }
}
