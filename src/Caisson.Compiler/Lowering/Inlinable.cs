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

    /// <summary>It has calls, loops, or other things that small functions don't have.</summary>
    Calling,
}

internal static class Inlining
{
    /// <summary>Larger bodies cost more than the call.</summary>
    private const int MaxBytes = 32;

    /// <summary>
    /// In itself. Half of the calls are gone, and what each of them saves and checks: that takes half of the time of Fibonacci's numbers and 0.7
    /// of that of Ackermann's function.
    /// </summary>
    private const int MaxRecursiveBytes = 200;

    /// <summary>Each one becomes a local of the caller.</summary>
    private const int MaxLocals = 8;

    /// <summary>
    /// Whether a function may be lowered where another calls it: small, without calls, so that nothing recurses, without loops, which
    /// are worth a call, and without what appears in a stack trace by design.
    /// </summary>
    /// <param name="module">A validated module.</param>
    /// <param name="body">The function's body.</param>
    public static Inlinable Of(ModuleSyntax module, in CodeBody body) => Of(module, body, MaxBytes) is var kind and < Inlinable.Calling ? kind : Inlinable.No;

    /// <summary>Whether a function may be lowered where it calls itself, once: it may be larger then, and have calls and loops.</summary>
    /// <param name="module">A validated module.</param>
    /// <param name="type">The function's type.</param>
    /// <param name="body">Its body.</param>
    public static Inlinable InItself(ModuleSyntax module, FuncType type, in CodeBody body) =>
        type.Parameters.Length <= MaxLocals && type.Results.Length <= 1 ? Of(module, body, MaxRecursiveBytes) : Inlinable.No;

    private static Inlinable Of(ModuleSyntax module, in CodeBody body, int maxBytes)
    {
        if (body.Instructions.Length > maxBytes || body.Locals.Length > MaxLocals || body.Locals.Sum(static run => (long)run.Count) > MaxLocals) return Inlinable.No;
        var reader = new InstructionReader(module.Bytes.Span, body.Instructions);
        Instruction instruction = default;
        var result = Inlinable.Straight;
        int open = 1;
        while (reader.Read(ref instruction))
        {
            Inlinable kind = Of(instruction.Opcode);
            if (kind == Inlinable.No) return Inlinable.No;
            if (kind > result) result = kind;
            if (instruction.Opcode is Opcode.Block or Opcode.If or Opcode.Loop) open++;
            else if (instruction.Opcode == Opcode.End) open--;
        }
        return open == 0 ? result : Inlinable.No;
    }

    private static Inlinable Of(Opcode opcode) => opcode switch
    {
        Opcode.Block or Opcode.If or Opcode.Else or Opcode.Br or Opcode.BrIf or Opcode.Return => Inlinable.Branching,
        Opcode.Call or Opcode.CallIndirect or Opcode.CallRef or Opcode.Loop or Opcode.BrTable or Opcode.Unreachable => Inlinable.Calling,
        Opcode.End => Inlinable.Straight,
        _ when IsPlain(opcode) => Inlinable.Straight,
        _ => Inlinable.No,
    };

    private static bool IsPlain(Opcode opcode) =>
        opcode is Opcode.Nop or Opcode.Drop or Opcode.Select or Opcode.SelectT
        || opcode is >= Opcode.LocalGet and <= Opcode.GlobalSet
        || opcode is (>= Opcode.I32Const and <= Opcode.F64Const) or Opcode.MemorySize
        || (opcode.AccessBytes > 0 && opcode.Prefix == 0)
        || (!opcode.IsCustom && opcode.Prefix is 0 or 0xFC or 0xFD);
}
