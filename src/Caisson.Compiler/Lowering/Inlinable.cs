using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>Which functions are lowered where they are called.</summary>
internal enum Inlinable : byte
{
    /// <summary>It is called.</summary>
    No,

    /// <summary>It goes to its end from instruction to instruction.</summary>
    Straight,

    /// <summary>It has branches.</summary>
    Branching,
}

internal static class Inlining
{
    /// <summary>Larger bodies cost more than the call.</summary>
    private const int MaxBytes = 32;

    /// <summary>Each one becomes a local of the caller.</summary>
    private const int MaxLocals = 8;

    /// <summary>
    /// Whether a function may be lowered where it is called: small, without calls, so that nothing recurses, without loops, which
    /// are worth a call, and without what appears in a stack trace by design.
    /// </summary>
    /// <param name="module">A validated module.</param>
    /// <param name="body">The function's body.</param>
    public static Inlinable Of(ModuleSyntax module, in CodeBody body)
    {
        if (body.Instructions.Length > MaxBytes || body.Locals.Length > MaxLocals || body.Locals.Sum(static run => (long)run.Count) > MaxLocals) return Inlinable.No;
        var reader = new InstructionReader(module.Bytes.Span, body.Instructions);
        Instruction instruction = default;
        var result = Inlinable.Straight;
        int open = 1;
        while (reader.Read(ref instruction))
        {
            switch (instruction.Opcode)
            {
                case Opcode.Block or Opcode.If:
                    open++;
                    result = Inlinable.Branching;
                    break;
                case Opcode.Else or Opcode.Br or Opcode.BrIf or Opcode.Return:
                    result = Inlinable.Branching;
                    break;
                case Opcode.End:
                    open--;
                    break;
                default:
                    if (!IsPlain(instruction.Opcode)) return Inlinable.No;
                    break;
            }
        }
        return open == 0 ? result : Inlinable.No;
    }

    private static bool IsPlain(Opcode opcode) =>
        opcode is Opcode.Nop or Opcode.Drop or Opcode.Select or Opcode.SelectT
        || opcode is >= Opcode.LocalGet and <= Opcode.GlobalSet
        || opcode is (>= Opcode.I32Const and <= Opcode.F64Const) or Opcode.MemorySize
        || (opcode.AccessBytes > 0 && opcode.Prefix == 0)
        || (!opcode.IsCustom && opcode.Prefix is 0 or 0xFC or 0xFD);
}
