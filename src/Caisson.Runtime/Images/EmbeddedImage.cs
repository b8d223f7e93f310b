using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>An image that is part of the program. Immutable.</summary>
internal sealed class EmbeddedImage(EmbeddedModule embedded) : ModuleImage
{
    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Wasm => embedded.Wasm;

    /// <inheritdoc/>
    public override CompiledCode Bind(ModuleSyntax module, TypeIds types, ContextLayout layout) => embedded.Bind(module, types);
}
