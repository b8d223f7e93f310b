using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Modules;

/// <summary>The elements of a segment in the binary format.</summary>
/// <param name="Type">Type of the elements; null for function indices.</param>
/// <param name="Count">Number of elements.</param>
/// <param name="Content">Function indices or constant expressions.</param>
internal readonly record struct ElemList(ValType? Type, uint Count, byte[] Content);
