using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Components.Validation;
using static Caisson.Components.Tests.Validation.ValidatorTesting;

namespace Caisson.Components.Tests.Validation;

/// <summary>What a valid component says of its parts, for whoever links it.</summary>
public class ValidComponentTests
{
    [Theory]
    [InlineData("resource.new $r", "(param i32) (result i32)")]
    [InlineData("resource.drop $r", "(param i32)")]
    [InlineData("resource.rep $r", "(param i32) (result i32)")]
    [InlineData("backpressure.inc", "()")]
    [InlineData("backpressure.dec", "()")]
    [InlineData("task.return (result u64)", "(param i64)")]
    [InlineData("task.return (result string) (memory $m)", "(param i32 i32)")]
    [InlineData("task.cancel", "()")]
    [InlineData("context.get i32 0", "(result i32)")]
    [InlineData("context.set i32 1", "(param i32)")]
    [InlineData("subtask.cancel async", "(param i32) (result i32)")]
    [InlineData("subtask.drop", "(param i32)")]
    [InlineData("stream.new $s", "(result i64)")]
    [InlineData("stream.read $s async (memory $m)", "(param i32 i32 i32) (result i32)")]
    [InlineData("stream.write $s (memory $m)", "(param i32 i32 i32) (result i32)")]
    [InlineData("stream.cancel-read $s", "(param i32) (result i32)")]
    [InlineData("stream.cancel-write $s async", "(param i32) (result i32)")]
    [InlineData("stream.drop-readable $s", "(param i32)")]
    [InlineData("stream.drop-writable $s", "(param i32)")]
    [InlineData("future.new $f", "(result i64)")]
    [InlineData("future.read $f async (memory $m) (realloc $realloc)", "(param i32 i32) (result i32)")]
    [InlineData("future.write $f async (memory $m)", "(param i32 i32) (result i32)")]
    [InlineData("future.cancel-read $f", "(param i32) (result i32)")]
    [InlineData("future.cancel-write $f", "(param i32) (result i32)")]
    [InlineData("future.drop-readable $f", "(param i32)")]
    [InlineData("future.drop-writable $f", "(param i32)")]
    [InlineData("error-context.new (memory $m)", "(param i32 i32) (result i32)")]
    [InlineData("error-context.debug-message (memory $m) (realloc $realloc)", "(param i32 i32)")]
    [InlineData("error-context.drop", "(param i32)")]
    [InlineData("waitable-set.new", "(result i32)")]
    [InlineData("waitable-set.wait (memory $m)", "(param i32 i32) (result i32)")]
    [InlineData("waitable-set.poll cancellable (memory $m)", "(param i32 i32) (result i32)")]
    [InlineData("waitable-set.drop", "(param i32)")]
    [InlineData("waitable.join", "(param i32 i32)")]
    [InlineData("thread.index", "(result i32)")]
    [InlineData("thread.new-indirect $start (table $t)", "(param i32 i32) (result i32)")]
    [InlineData("thread.resume-later", "(param i32)")]
    [InlineData("thread.suspend", "(result i32)")]
    [InlineData("thread.yield cancellable", "(result i32)")]
    [InlineData("thread.suspend-then-resume", "(param i32) (result i32)")]
    [InlineData("thread.yield-then-resume", "(param i32) (result i32)")]
    [InlineData("thread.suspend-then-promote", "(param i32) (result i32)")]
    [InlineData("thread.yield-then-promote", "(param i32) (result i32)")]
    public void Built_ins_have_the_types_of_the_standard(string canon, string type)
    {
        ValidComponent component = Valid($"""
            (component
              (core module $M
                (memory (export "m") 1)
                (table (export "t") 1 funcref)
                (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable))
              (core instance $i (instantiate $M))
              (alias core export $i "m" (core memory $m))
              (alias core export $i "t" (core table $t))
              (alias core export $i "realloc" (core func $realloc))
              (core type $start (func (param i32)))
              (type $r (resource (rep i32)))
              (type $s (stream u8))
              (type $f (future string))
              (core func (canon {canon})))
            """);
        Assert.Equal(type, Assert.Single(component.Canons).CoreType.ToString());
        Assert.Equal(type, component.CoreFuncs[^1].ToString());
    }

    [Fact]
    public void Index_spaces_have_the_types_of_all_definitions()
    {
        ValidComponent component = Valid("""
            (component
              (import "host" (instance $host
                (export "r" (type $r (sub resource)))
                (export "[constructor]r" (func (result (own $r))))))
              (alias export $host "r" (type $r))
              (alias export $host "[constructor]r" (func $new))
              (core module $M
                (import "" "new" (func $new (result i32)))
                (func (export "run") (result i32) call $new))
              (core func $new (canon lower (func $new)))
              (core instance $m (instantiate $M (with "" (instance (export "new" (func $new))))))
              (func $run (result (own $r)) (canon lift (core func $m "run")))
              (component $C (type $t (resource (rep i32))) (export "t" (type $t)))
              (instance $c1 (instantiate $C))
              (instance $c2 (instantiate $C))
              (alias export $c1 "t" (type $t1))
              (alias export $c2 "t" (type $t2))
              (export "run" (func $run)))
            """);
        Assert.Equal("component { import host: instance { r: resource r, [constructor]r: func() -> own<r> }; export run: func() -> own<r> }", component.Type.ToString());
        Assert.Equal(2, component.Canons.Length);
        Assert.Equal(CanonKind.Lower, component.Canons[0].Definition.Kind);
        Assert.Equal("(result i32)", component.Canons[0].CoreType.ToString());
        Assert.Same(component.Funcs[0], component.Canons[0].Func);
        Assert.Single(component.Modules);
        Assert.Single(component.Components);
        Assert.Equal(3, component.Instances.Length);
        Assert.Empty(component.Resources);
        Assert.Equal("t", Assert.Single(component.Components[0].Resources).Type.Name);

        // What the import introduces is what the function returns, and each instance of a component has a resource of its own.
        ResourceType imported = (ResourceType)((TypeExternType)((InstanceType)component.Type.Imports[0].Type).Find("r")!).Type;
        Assert.Equal(imported, ((OwnType)component.Funcs[0].Result!).Resource);
        ResourceType[] resources = [.. component.Types.OfType<ResourceType>().TakeLast(2)];
        Assert.NotEqual(resources[0], resources[1]);
    }

    [Fact]
    public void The_first_export_of_a_resource_introduces_it()
    {
        ComponentType type = Valid("""
            (component
              (import "a" (type $a (sub resource)))
              (type $r (resource (rep i32)))
              (export $b "b" (type $r))
              (export "c" (type $b))
              (export "d" (type $a)))
            """).Type;
        Assert.True(((TypeExternType)type.Imports[0].Type).IsAbstract);
        Assert.Equal([true, false, false], type.Exports.Select(export => ((TypeExternType)export.Type).IsAbstract));
        Assert.Equal(((TypeExternType)type.Exports[0].Type).Type, ((TypeExternType)type.Exports[1].Type).Type);
    }

    [Fact]
    public void Options_are_resolved()
    {
        ValidCanon canon = Assert.Single(Valid("""
            (component
              (core module $M
                (memory (export "m") 1)
                (func (export "f") (result i32) unreachable)
                (func (export "post") (param i32))
                (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable))
              (core instance $i (instantiate $M))
              (func (export "f") (result string) (canon lift (core func $i "f") string-encoding=utf16
                (memory (core memory $i "m")) (realloc (core func $i "realloc")) (post-return (core func $i "post")))))
            """).Canons);
        Assert.Equal(CanonOptionKind.Utf16, canon.Options.StringEncoding);
        Assert.Equal(0u, canon.Options.Memory);
        Assert.False(canon.Options.Is64);
        Assert.NotNull(canon.Options.Realloc);
        Assert.NotNull(canon.Options.PostReturn);
        Assert.Null(canon.Options.Callback);
        Assert.Equal("func() -> string", canon.Func!.ToString());
    }

    [Fact]
    public void Failures_in_a_core_module_tell_where_in_the_component()
    {
        byte[] bytes = Components.Text.ComponentParser.Parse("""(component (type u8) (core module (func (result i32))))""");
        Wasm.InvalidException e = Assert.Throws<Wasm.InvalidException>(() => ComponentValidator.Validate(Components.Binary.ComponentDecoder.Decode(bytes)));
        Assert.InRange(e.Offset, 20, bytes.Length);
    }
}
