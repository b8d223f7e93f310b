using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>An image that was opened: a validated wasm module, and its code. Immutable; safe to use from several threads.</summary>
public abstract class ModuleImage
{
    /// <summary>The module that it was made of; valid when it was saved.</summary>
    public abstract ReadOnlyMemory<byte> Wasm { get; }

    /// <summary>What memory 0 contains in the beginning; null where segments tell.</summary>
    internal virtual SavedMemory? Memory => null;

    /// <summary>Makes the code usable in an engine.</summary>
    /// <param name="module">The decoded module.</param>
    /// <param name="types">Identity of the module's types in the engine.</param>
    /// <param name="layout">Where instances of the module keep their state.</param>
    public abstract CompiledCode Bind(ModuleSyntax module, TypeIds types, ContextLayout layout);
}
