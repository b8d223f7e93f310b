using Caisson.Wasm.Text.Encode;

namespace Caisson.Components.Text.Definitions;

/// <summary>Writes what has been parsed, and resolves the references in it.</summary>
internal delegate void Encoding(ByteWriter target);
