using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Instructions;

/// <summary>A form that is open around the next token of an expression.</summary>
/// <param name="Kind">What may come next.</param>
/// <param name="PendingStart">Where the bytes begin that wait for the operands.</param>
/// <param name="Label">The label of an <c>if</c> of which the condition is being read.</param>
/// <param name="Hint">The branch hint of the bytes that wait.</param>
internal readonly record struct Frame(FrameKind Kind, int PendingStart = 0, LabelName Label = default, byte? Hint = null);
