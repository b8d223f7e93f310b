using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Caisson.Runtime;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>
/// Makes functions of adapters. Their modules are kept as long as their engine, by what their code depends on: instances of the same components, and functions of like
/// types, share them. Safe from any thread.
/// </summary>
internal static class AdapterLinking
{
    private static readonly ConditionalWeakTable<Engine, ConcurrentDictionary<ByteKey, WeakReference<Module>>> Modules = [];

    /// <summary>Compiles an adapter, unless there is one with the same code.</summary>
    public static Module Compile(Engine engine, byte[] bytes)
    {
        ConcurrentDictionary<ByteKey, WeakReference<Module>> known = Modules.GetValue(engine, static _ => []);
        var key = new ByteKey(bytes);
        if (known.TryGetValue(key, out WeakReference<Module>? found) && found.TryGetTarget(out Module? module)) return module;
        ModuleSyntax syntax = ModuleDecoder.Decode(bytes, Features.All);
        ModuleValidator.Validate(syntax, Features.All, 1);
        module = engine.CompileValid(syntax);
        known[key] = new WeakReference<Module>(module);
        return module;
    }

    /// <summary>The function that the caller calls.</summary>
    /// <param name="module">Of the adapter.</param>
    /// <param name="call">Allocates, and passes strings and handles.</param>
    /// <param name="flags">What it reads and sets.</param>
    /// <param name="core">What is called.</param>
    /// <param name="postReturn">Gets the results when they have been lifted; null where nothing does.</param>
    /// <param name="created">Gets the instance of the module.</param>
    public static Function Link(
        Module module, AdapterCall call, AdapterFlags flags, Function core, Function? postReturn, Action<Instance> created)
    {
        var imports = new Imports
        {
            { "", "returned", call.Returned },
            { "", "exit-registered", call.ExitRegistered },
            { "", "end-loan", call.EndLoan },
            { "", "trap", (Action<int>)AdapterCall.Trap },
            { "", "allocate-caller", call.AllocateCaller },
            { "", "allocate-callee", call.AllocateCallee },
            { "", "string-caller", call.StringToCaller },
            { "", "string-callee", call.StringToCallee },
            { "", "handle", call.Handle },
            { "", "copy-utf8-caller", call.CopyUtf8ToCaller },
            { "", "copy-utf8-callee", call.CopyUtf8ToCallee },
            { "", "core", core },
        };
        if (call.Caller.Options.ReallocFunction is { } callerRealloc) imports.Add("", "realloc-caller", callerRealloc);
        if (call.Callee.Options.ReallocFunction is { } calleeRealloc) imports.Add("", "realloc-callee", calleeRealloc);
        foreach ((int i, Global flag) in flags.All.Index()) imports.Add("", $"flag{i}", flag);
        if (postReturn is not null) imports.Add("", "post-return", postReturn);
        if (call.Caller.Memory.Linear is { } callerMemory) imports.Add("", "caller", callerMemory);
        if (call.Callee.Memory.Linear is { } calleeMemory) imports.Add("", "callee", calleeMemory);
        return module.Instantiate(imports, created).GetFunction("call");
    }

    /// <summary>Bytes compared by content.</summary>
    private readonly struct ByteKey(byte[] bytes) : IEquatable<ByteKey>
    {
        private readonly byte[] _bytes = bytes;

        public bool Equals(ByteKey other) => _bytes.AsSpan().SequenceEqual(other._bytes);

        public override bool Equals(object? obj) => obj is ByteKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.AddBytes(_bytes);
            return hash.ToHashCode();
        }
    }
}
