namespace Caisson.Wasm.Syntax;

/// <summary>What a module says about one <c>if</c> or <c>br_if</c>. spec: binary-branchhint</summary>
/// <param name="Offset">The instruction: its first byte, counted from the start of the module, as <see cref="Instruction.Offset"/>.</param>
/// <param name="Likely">Whether the condition is likely to hold, rather than unlikely.</param>
public readonly record struct BranchHint(int Offset, bool Likely);
