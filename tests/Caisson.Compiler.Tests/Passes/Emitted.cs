using System.Collections.Immutable;
using Caisson.Compiler.Splitting;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Passes;

/// <summary>The IL that a module in the text format becomes.</summary>
internal static class Emitted
{
    /// <summary>The IL of the last function.</summary>
    /// <param name="wat">The module; its accesses are checked explicitly, the same everywhere.</param>
    /// <param name="without">A pass to leave out.</param>
    /// <param name="interruption">Whether it looks for interruptions.</param>
    /// <param name="limits">When functions are large; null for the usual limits.</param>
    public static List<string> Last(string wat, string? without = null, bool interruption = false, JitLimits? limits = null)
    {
        var backend = new Backend(without, limits ?? JitLimits.Default);
        Runtime.Module module = new Engine(EngineOptions.Default with { Backend = backend, MemoryChecks = MemoryChecks.Explicit, Interruption = interruption }).Compile(WatParser.Parse(wat));
        module.CompileAll(TestContext.Current.CancellationToken);
        return IlListing.Of(backend.Compiled!.EmittedMethod(module.Syntax.Code.Length - 1)!);
    }

    /// <summary>The usual backend, which keeps what it made, and can leave out a pass.</summary>
    private sealed class Backend(string? without, JitLimits limits) : ICodeBackend
    {
        private readonly IlBackend _usual = new();

        public CompiledModule? Compiled { get; private set; }

        public string Name => _usual.Name;

        public CompiledCode Compile(ModuleSyntax module, TypeIds types, ContextLayout layout, EngineOptions options) =>
            Compiled = new CompiledModule(module, types, layout, options, limits) { WithoutPass = without };

        public nint GetHostThunk(Type delegateType, FuncType type) => _usual.GetHostThunk(delegateType, type);

        public StructLayout GetStructLayout(StructLayout? parent, ImmutableArray<StorageKind> fields) => _usual.GetStructLayout(parent, fields);

        public Invoker GetInvoker(FuncType type) => _usual.GetInvoker(type);

        public Delegate CreateDelegate(Type delegateType, Function function) => _usual.CreateDelegate(delegateType, function);

        public Delegate CreateDelegate(Type delegateType, PooledFunction function) => _usual.CreateDelegate(delegateType, function);
    }
}
