using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Encode;

/// <summary>Opcodes in the binary format. spec: binary-instr</summary>
internal static class InstructionEncoding
{
    /// <summary>Writes the code of an instruction, with its prefix if it has one.</summary>
    public static void Opcode(this ByteWriter writer, Opcode opcode)
    {
        if (opcode.Prefix == 0)
        {
            writer.Byte((byte)opcode.Code);
            return;
        }
        writer.Byte(opcode.Prefix);
        writer.Unsigned((uint)opcode.Code);
    }
}
