using System.Reflection;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests.Operations;

public sealed unsafe class AtomicOperationsTests
{
    public static TheoryData<string> Accesses { get; } =
    [
        .. Mnemonics.Atomic.Where(mnemonic => mnemonic.Contains(".atomic.", StringComparison.Ordinal) && mnemonic[0] == 'i'),
    ];

    public static TheoryData<string> WithAddress { get; } = [.. Mnemonics.Atomic.Where(mnemonic => mnemonic != "atomic.fence")];

    public static TheoryData<string> All { get; } = [.. Mnemonics.Atomic];

    [Theory]
    [MemberData(nameof(All))]
    public void Has_the_signature_of_the_instruction(string mnemonic) =>
        Assert.Equal(Signatures.Of(mnemonic), Signatures.Of(OperationCatalog.Find(mnemonic)));

    [Theory]
    [MemberData(nameof(Accesses))]
    public void Equals_the_reference(string mnemonic)
    {
        MethodInfo method = OperationCatalog.Find(mnemonic);
        Opcode opcode = OperationCatalog.OpcodeOf(mnemonic);
        int width = 8 * opcode.AccessBytes, type = mnemonic[1] == '3' ? 32 : 64;
        var samples = new Samples((int)opcode);
        ulong* memory = stackalloc ulong[3];
        for (int i = 0; i < 2000; i++)
        {
            for (int word = 0; word < 3; word++) memory[word] = (ulong)(long)samples.Next(typeof(long), 64);
            byte* address = (byte*)(memory + 1);
            object[] operands = [.. method.GetParameters().Skip(1).Select(parameter => samples.Next(parameter.ParameterType, 64))];
            ulong before = memory[1] & Mask(width), first = memory[0], last = memory[2], beside = memory[1] & ~Mask(width);
            bool compares = mnemonic.Contains("cmpxchg", StringComparison.Ordinal);
            if (compares && i % 2 == 0) operands[0] = WithLowBits(operands[0], before, width);

            object? result = method.Invoke(null, [(nint)address, .. operands]);

            ulong[] bits = [.. operands.Select(operand => Bits.Lane(Bits.Of(operand), 0, type))];
            Assert.Equal(beside | (After(mnemonic, before, bits, width) & Mask(width)), memory[1]);
            Assert.Equal((first, last), (memory[0], memory[2]));
            if (result is not null) Assert.Equal(before, Bits.Lane(Bits.Of(result), 0, type));
        }
    }

    [Theory]
    [MemberData(nameof(WithAddress))]
    public void Traps_on_an_unaligned_address(string mnemonic)
    {
        MethodInfo method = OperationCatalog.Find(mnemonic);
        int bytes = OperationCatalog.OpcodeOf(mnemonic).AccessBytes;
        ulong* memory = stackalloc ulong[2];
        object[] operands =
            [.. method.GetParameters().Skip(1).Select(parameter => parameter.ParameterType == typeof(int) ? 1 : (object)1L)];
        for (int offset = 1; offset < bytes; offset++)
        {
            object address = (nint)memory + offset;
            var thrown = Assert.Throws<TargetInvocationException>(() => method.Invoke(null, [address, .. operands]));
            Assert.Equal(TrapKind.UnalignedAtomic, Assert.IsType<TrapException>(thrown.InnerException).Kind);
        }
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void Loses_no_update_of_another_thread(string mnemonic)
    {
        if (!mnemonic.Contains(".add", StringComparison.Ordinal) && !mnemonic.Contains(".xor", StringComparison.Ordinal)) return;
        MethodInfo method = OperationCatalog.Find(mnemonic);
        object one = method.ReturnType == typeof(int) ? 1 : (object)1L;
        ulong* memory = stackalloc ulong[1];
        *memory = 0;
        object address = (nint)memory;
        Parallel.For(0, 4, _ =>
        {
            for (int i = 0; i < 10_001; i++) method.Invoke(null, [address, one]);
        });
        int width = 8 * OperationCatalog.OpcodeOf(mnemonic).AccessBytes;
        Assert.Equal(mnemonic.Contains("xor", StringComparison.Ordinal) ? 0 : 40_004 & Mask(width), *memory);
    }

    private static ulong Mask(int width) => ulong.MaxValue >> (64 - width);

    /// <summary>An expected number that is there, as far as it is looked at.</summary>
    private static object WithLowBits(object number, ulong low, int width) => number is int small
        ? (object)(int)((uint)small & ~(uint)Mask(width) | (uint)low)
        : (long)((ulong)(long)number & ~Mask(width) | low);

    private static ulong After(string mnemonic, ulong before, ulong[] operands, int width) => mnemonic.Split('.')[^1].Replace("_u", "") switch
    {
        "add" => before + operands[0],
        "sub" => before - operands[0],
        "and" => before & operands[0],
        "or" => before | operands[0],
        "xor" => before ^ operands[0],
        "cmpxchg" => before == (operands[0] & Mask(width)) ? operands[1] : before,
        "xchg" or "store" or "store8" or "store16" or "store32" => operands[0],
        _ => before,
    };
}
