using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle.Tests.Scripts;

/// <summary>The module <c>spectest</c> that scripts import from. Its functions print nothing.</summary>
internal static class Spectest
{
    public const string Name = "spectest";

    /// <summary>A new one, with state of its own.</summary>
    public static Dictionary<string, ExternInst> Create(Store store)
    {
        var sizes = new Limits(10, 20);
        var pages = new Limits(1, 2);
        return new Dictionary<string, ExternInst>
        {
            ["print"] = Print(store),
            ["print_i32"] = Print(store, ValType.I32),
            ["print_i64"] = Print(store, ValType.I64),
            ["print_f32"] = Print(store, ValType.F32),
            ["print_f64"] = Print(store, ValType.F64),
            ["print_i32_f32"] = Print(store, ValType.I32, ValType.F32),
            ["print_f64_f64"] = Print(store, ValType.F64, ValType.F64),
            ["global_i32"] = Global(ValType.I32, Val.I32(666)),
            ["global_i64"] = Global(ValType.I64, Val.I64(666)),
            ["global_f32"] = Global(ValType.F32, Val.Of(666.6f)),
            ["global_f64"] = Global(ValType.F64, Val.Of(666.6)),
            ["table"] = new TableInst(store, new TableType(sizes, ValType.FuncRef), Val.Ref(null)),
            ["table64"] = new TableInst(store, new TableType(sizes, ValType.FuncRef, Is64: true), Val.Ref(null)),
            ["memory"] = new MemInst(store, new MemType(pages)),
            ["shared_memory"] = new MemInst(store, new MemType(pages, Shared: true)),
        };
    }

    private static HostFunc Print(Store store, params ImmutableArray<ValType> parameters) =>
        store.HostFunction(new FuncType(parameters, []), _ => []);

    private static GlobalInst Global(ValType type, Val value) => new(new GlobalType(type, Mutable: false), value);
}
