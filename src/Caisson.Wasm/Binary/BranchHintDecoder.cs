using System.Collections.Frozen;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>
/// The custom section with branch hints. As with names, a mistake in it is no error; but unlike with names nothing of a malformed
/// section counts. spec: binary-branchhints
/// </summary>
internal static class BranchHintDecoder
{
    public static BranchHints Decode(ModuleSyntax module)
    {
        CustomSection[] sections = [.. module.CustomSections.Where(custom => custom.Name == BranchHints.Name)];
        if (sections.Length == 0) return BranchHints.Empty;
        try
        {
            BinaryCursor cursor = new(module.Bytes.Span, sections[0].Content);
            Dictionary<uint, BranchHint[]> functions = [];
            bool complete = DecodeFunctions(ref cursor, module, functions) && sections.Length == 1;
            return new() { Functions = functions.ToFrozenDictionary(), IsComplete = complete };
        }
        catch (MalformedException)
        {
            return new() { IsComplete = false };
        }
    }

    /// <summary>The hints of all functions; false when any had to be left out.</summary>
    private static bool DecodeFunctions(ref BinaryCursor cursor, ModuleSyntax module, Dictionary<uint, BranchHint[]> functions)
    {
        bool complete = true;
        long previous = -1;
        for (int count = cursor.ReadLength(); count > 0; count--)
        {
            uint function = cursor.ReadU32();
            List<(uint Offset, bool Likely)> hints = DecodeHints(ref cursor, ref complete);
            long body = (long)function - module.ImportCounts.Functions;
            bool known = function > previous && body >= 0 && body < module.Code.Length;
            previous = Math.Max(previous, function);
            BranchHint[] found = known ? Locate(module, module.Code[(int)body], hints) : [];
            complete &= found.Length == hints.Count && found.Length > 0;
            if (found.Length > 0) functions.Add(function, found);
        }
        return complete && cursor.AtEnd;
    }

    /// <summary>spec: binary-funchints</summary>
    private static List<(uint Offset, bool Likely)> DecodeHints(ref BinaryCursor cursor, ref bool complete)
    {
        List<(uint Offset, bool Likely)> hints = [];
        for (int count = cursor.ReadLength(); count > 0; count--)
        {
            uint offset = cursor.ReadU32();
            int at = cursor.Position;
            if (cursor.ReadU32() is not 1 and var size) BinaryErrors.Malformed<uint>("branch hint size", size, at);
            at = cursor.Position;
            byte value = cursor.ReadByte();
            if (value > 1) BinaryErrors.Malformed<byte>("branch hint", value, at);
            if (hints.Count > 0 && offset <= hints[^1].Offset) complete = false;
            else hints.Add((offset, value == 1));
        }
        return hints;
    }

    /// <summary>The hints that are at branches.</summary>
    private static BranchHint[] Locate(ModuleSyntax module, CodeBody body, List<(uint Offset, bool Likely)> hints)
    {
        List<BranchHint> found = [];
        InstructionReader reader = new(module.Bytes.Span, body.Instructions);
        Instruction instruction = default;
        for (int next = 0; next < hints.Count && reader.Read(ref instruction);)
        {
            long offset = (long)instruction.Offset - body.Start;
            while (next < hints.Count && hints[next].Offset < offset) next++;
            if (next == hints.Count || hints[next].Offset != offset) continue;
            if (instruction.Opcode is Opcode.If or Opcode.BrIf) found.Add(new(instruction.Offset, hints[next].Likely));
            next++;
        }
        return [.. found];
    }
}
