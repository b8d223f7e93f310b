namespace Caisson.Wasm.Syntax;

/// <summary>Placeholder until the generator exists.</summary>
public enum Opcode : ushort { }
