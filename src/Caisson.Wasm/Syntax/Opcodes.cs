using System.Collections.Frozen;

namespace Caisson.Wasm.Syntax;

/// <summary>
/// What is known about each <see cref="Opcode"/>: names, codes, immediates, signature, feature. All of it comes from
/// Instructions.tsv. Immutable; safe to share between threads.
/// </summary>
public static class Opcodes
{
    private static readonly FrozenDictionary<string, Opcode> ByMnemonic = All
        .DistinctBy(opcode => opcode.Mnemonic)
        .ToFrozenDictionary(opcode => opcode.Mnemonic, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Opcode>.AlternateLookup<ReadOnlySpan<char>> ByMnemonicSpan =
        ByMnemonic.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Number of opcodes.</summary>
    public static int Count => InstructionTable.Count;

    /// <summary>All opcodes, in the order of the table.</summary>
    public static IEnumerable<Opcode> All => Enumerable.Range(0, Count).Select(value => (Opcode)value);

    extension(Opcode opcode)
    {
        /// <summary>The keyword of the text format; <c>select t</c>, <c>ref.test null</c> and <c>ref.cast null</c> share theirs.</summary>
        public string Mnemonic => InstructionTable.Mnemonics[(int)opcode];

        /// <summary>First byte of a two-part code (0xFB to 0xFE), or 0 for a code of one byte.</summary>
        public byte Prefix => InstructionTable.Prefixes[(int)opcode];

        /// <summary>The byte, or the LEB128 number that follows the prefix.</summary>
        public int Code => InstructionTable.Codes[(int)opcode];

        /// <summary>What follows the opcode.</summary>
        public ImmediateKind Immediates => (ImmediateKind)InstructionTable.Immediates[(int)opcode];

        /// <summary>Whether the signature depends on immediates or operands; else <see cref="get_Signature"/> tells it.</summary>
        public bool IsCustom => InstructionTable.IsCustom[(int)opcode];

        /// <summary>The signature of an opcode that isn't custom; empty otherwise.</summary>
        public InstructionSignature Signature => new(InstructionTable.Operands[(int)opcode], InstructionTable.Results[(int)opcode]);

        /// <summary>Number of bytes that a memory instruction reads or writes, the natural alignment; 0 for other opcodes.</summary>
        public int AccessBytes => InstructionTable.AccessBytes[(int)opcode];

        /// <summary>Number of lanes of an instruction with a lane immediate; 0 for other opcodes.</summary>
        public int LaneCount => InstructionTable.LaneCounts[(int)opcode];

        /// <summary>The opcode is legal when one of these is enabled; <see cref="Features.Wasm1"/> when always.</summary>
        public Features Features => InstructionTable.Features[(int)opcode];
    }

    /// <summary>
    /// Finds an opcode by its keyword in the text format. Keywords that stand for two opcodes (<c>select</c>, <c>ref.test</c>,
    /// <c>ref.cast</c>) give the first: the one without type annotation, or without null.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> mnemonic, out Opcode opcode) => ByMnemonicSpan.TryGetValue(mnemonic, out opcode);

    /// <summary>Finds an opcode by its code in the binary format.</summary>
    /// <param name="prefix">The prefix byte, or 0 for codes of one byte.</param>
    /// <param name="code">The byte, or the number after the prefix.</param>
    /// <param name="opcode">The opcode, if there is one.</param>
    public static bool TryDecode(byte prefix, uint code, out Opcode opcode)
    {
        ReadOnlySpan<ushort> table = prefix switch
        {
            0 => InstructionTable.ByByte,
            0xFB => InstructionTable.ByFB,
            0xFC => InstructionTable.ByFC,
            0xFD => InstructionTable.ByFD,
            0xFE => InstructionTable.ByFE,
            _ => default,
        };
        ushort value = code < (uint)table.Length ? table[(int)code] : ushort.MaxValue;
        opcode = (Opcode)value;
        return value != ushort.MaxValue;
    }
}
