using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests.Objects;

/// <summary>Emitted code believes static types, so that no reference of the host's may get in that isn't of its type.</summary>
public sealed class BoundaryTests
{
    private const string Types = """
        (type $s (sub (struct (field i32)))) (type $t (sub $s (struct (field i32) (field i32)))) (type $a (array i32))
        (type $f (sub (func (result i32)))) (type $g (sub $f (func (result i32)))) (type $h (func))
        """;

    private static readonly Instance Instance = Guest.Instantiate($"""
        {Types}
        (func (export "f") (type $f) (i32.const 1)) (func (export "g") (type $g) (i32.const 2)) (func (export "h") (type $h))
        """);

    private static readonly Dictionary<string, object?> References = new()
    {
        ["null"] = null,
        ["host"] = "host",
        ["i31"] = WasmI31.Of(1),
        ["s"] = WasmStruct.Create(Instance.Module, new TypeIdx(0)),
        ["t"] = WasmStruct.Create(Instance.Module, new TypeIdx(1)),
        ["a"] = WasmArray.Create(Instance.Module, new TypeIdx(2), 1, 1),
        ["f"] = Instance.GetFunction("f"),
        ["g"] = Instance.GetFunction("g"),
        ["h"] = Instance.GetFunction("h"),
        ["foreign s"] = WasmStruct.Create(Guest.Compile(Types, new Engine()), new TypeIdx(0)),
        ["foreign f"] = Guest.Instantiate($"{Types} (func (export \"f\") (type $f) (i32.const 1))", engine: new Engine()).GetFunction("f"),
    };

    public static TheoryData<string, string> Accepted { get; } = new()
    {
        { "externref", "null, host, i31, s, t, a, f, g, h, foreign s, foreign f" },
        { "(ref extern)", "host, i31, s, t, a, f, g, h, foreign s, foreign f" },
        { "nullexternref", "null" },
        { "anyref", "null, host, i31, s, t, a, f, g, h, foreign s, foreign f" },
        { "(ref any)", "host, i31, s, t, a, f, g, h, foreign s, foreign f" },
        { "eqref", "null, i31, s, t, a, foreign s" },
        { "i31ref", "null, i31" },
        { "(ref i31)", "i31" },
        { "structref", "null, s, t, foreign s" },
        { "arrayref", "null, a" },
        { "nullref", "null" },
        { "(ref none)", "" },
        { "(ref null $s)", "null, s, t" },
        { "(ref $s)", "s, t" },
        { "(ref null $t)", "null, t" },
        { "(ref null $a)", "null, a" },
        { "funcref", "null, f, g, h, foreign f" },
        { "(ref func)", "f, g, h, foreign f" },
        { "nullfuncref", "null" },
        { "(ref null $f)", "null, f, g" },
        { "(ref $g)", "g" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Arguments_are_checked(string type, string accepted)
    {
        Instance guest = Guest.Instantiate($"{Types} (func (export \"id\") (param {type}) (result {type}) (local.get 0))");
        Function id = guest.GetFunction("id");
        AssertAccepts(accepted, value => id.Invoke(value)[0].AsReference());
        if (HostTypes.Of(id.Type.Parameters[0]) == typeof(object))
        {
            Func<object?, object?> typed = guest.GetFunction<Func<object?, object?>>("id");
            AssertAccepts(accepted, value => typed(value.AsReference()));
        }
        else
        {
            Func<Function?, Function?> typed = guest.GetFunction<Func<Function?, Function?>>("id");
            AssertAccepts(accepted, value => typed((Function?)value.AsReference()), only: value => value is null or Function);
        }
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Globals_and_tables_are_checked(string type, string accepted)
    {
        string first = accepted.Length == 0 ? "" : accepted.Split(", ")[0];
        if (first != "null") return;
        Instance guest = Guest.Instantiate($"{Types} (global (export \"g\") (mut {type}) (ref.null {Heap(type)})) (table (export \"t\") 1 {type})");
        Global global = guest.GetGlobal("g");
        Table table = guest.GetTable("t");
        AssertAccepts(accepted, value => (global.Value = value, global.Value.AsReference()).Item2);
        AssertAccepts(accepted, value => (table[0] = value.AsReference(), table[0]).Item2);
        AssertAccepts(accepted, value => (table.Grow(1, value.AsReference()), table[table.Length - 1]).Item2);
        ValType declared = global.Type.Type;
        AssertAccepts(accepted, value => new Global(guest.Module, new GlobalType(declared, Mutable: false), value).Value.AsReference());
        AssertAccepts(accepted, value => Table.Create(guest.Module, new TableType(new Limits(1, null), declared), value.AsReference())[0]);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Results_of_host_functions_are_checked(string type, string accepted)
    {
        Module module = Guest.Compile($"{Types} (type $import (func (result {type}))) (import \"h\" \"f\" (func $f (type $import))) (func (export \"call\") (result {type}) (call $f))");
        foreach ((string name, object? reference) in References)
        {
            var host = Function.FromHost(module, new TypeIdx(6), (_, _, results) => results[0] = Value.FromReference(reference));
            Function call = module.Instantiate(new() { { "h", "f", host } }).GetFunction("call");
            if (accepted.Split(", ").Contains(name)) Assert.Same(reference, call.Invoke()[0].AsReference());
            else Assert.Throws<InvalidOperationException>(() => call.Invoke());
        }
    }

    [Fact]
    public void Host_functions_see_their_own_objects()
    {
        Module module = Guest.Compile("(type $import (func (param anyref))) (import \"h\" \"f\" (func $f (type $import))) (func (export \"call\") (param externref) (call $f (any.convert_extern (local.get 0))))");
        object? seen = null;
        var host = Function.FromHost(module, default, (_, arguments, _) => seen = arguments[0].AsReference());
        module.Instantiate(new() { { "h", "f", host } }).GetFunction("call").Invoke(Value.FromReference("own"));
        Assert.Equal("own", seen);
    }

    [Fact]
    public void Tuples_of_references_go_out()
    {
        Instance guest = Guest.Instantiate("(func (export \"f\") (param externref) (result anyref i32 externref) (any.convert_extern (local.get 0)) (i32.const 7) (local.get 0))");
        Assert.Equal(("x", 7, "x"), guest.GetFunction<Func<object?, (object?, int, object?)>>("f")("x"));
    }

    [Fact]
    public void Types_of_a_module_need_the_module()
    {
        var concrete = ValType.Ref(true, HeapType.Concrete(default));
        Assert.Throws<ArgumentException>(() => new Table(new TableType(new Limits(1, null), concrete)));
        Assert.Throws<ArgumentException>(() => new Global(new GlobalType(concrete, Mutable: true), Value.FromReference(null)));
        Assert.Throws<ArgumentException>(() => Function.FromHost(Guest.Engine, new FuncType([concrete], []), (_, _, _) => { }));
        Assert.Throws<ArgumentException>(() => new Tag(Guest.Engine, new FuncType([concrete], [])));
        Assert.Throws<ArgumentException>(() => Function.FromHost(Instance.Module, new TypeIdx(0), (_, _, _) => { }));
    }

    private static void AssertAccepts(string accepted, Func<Value, object?> pass, Func<object?, bool>? only = null)
    {
        foreach ((string name, object? reference) in References)
        {
            if (only is not null && !only(reference)) continue;
            if (accepted.Split(", ").Contains(name)) Assert.Same(reference, pass(Value.FromReference(reference)));
            else Assert.Throws<ArgumentException>(() => pass(Value.FromReference(reference)));
        }
    }

    private static string Heap(string type) => type switch
    {
        "nullref" => "none",
        "nullexternref" => "noextern",
        "nullfuncref" => "nofunc",
        _ when type.StartsWith("(ref null ", StringComparison.Ordinal) => type["(ref null ".Length..^1],
        _ => type[..^"ref".Length],
    };
}
