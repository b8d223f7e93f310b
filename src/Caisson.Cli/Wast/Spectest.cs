using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Cli.Wast;

/// <summary>The module <c>spectest</c> that scripts import from. Its functions print nothing.</summary>
internal static class Spectest
{
    /// <summary>The name under which scripts know it.</summary>
    public const string Name = "spectest";

    /// <summary>A new one, with state of its own.</summary>
    public static Imports Create()
    {
        var sizes = new Limits(10, 20);
        return new Imports
        {
            { Name, "print", static () => { } },
            { Name, "print_i32", static (int _) => { } },
            { Name, "print_i64", static (long _) => { } },
            { Name, "print_f32", static (float _) => { } },
            { Name, "print_f64", static (double _) => { } },
            { Name, "print_i32_f32", static (int _, float _) => { } },
            { Name, "print_f64_f64", static (double _, double _) => { } },
            { Name, "global_i32", new Global(new GlobalType(ValType.I32, Mutable: false), 666) },
            { Name, "global_i64", new Global(new GlobalType(ValType.I64, Mutable: false), 666L) },
            { Name, "global_f32", new Global(new GlobalType(ValType.F32, Mutable: false), 666.6f) },
            { Name, "global_f64", new Global(new GlobalType(ValType.F64, Mutable: false), 666.6) },
            { Name, "table", new Table(new TableType(sizes, ValType.FuncRef)) },
            { Name, "table64", new Table(new TableType(sizes, ValType.FuncRef, Is64: true)) },
            { Name, "memory", new Memory(new MemType(new Limits(1, 2))) },
            { Name, "shared_memory", new Memory(new MemType(new Limits(1, 2), Shared: true)) },
        };
    }
}
