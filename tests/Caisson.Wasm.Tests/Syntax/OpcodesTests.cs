using System.Diagnostics;
using Caisson.Tests;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Tests.Syntax;

public sealed class OpcodesTests
{
    [Fact]
    public void The_generated_file_is_in_step_with_the_table()
    {
        ProcessStartInfo start = new("dotnet", ["run", "eng/generate-instructions.cs", "--", "--check"])
        {
            WorkingDirectory = Suites.Repository,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }

    [Fact]
    public void Every_opcode_is_found_by_its_code()
    {
        foreach (Opcode opcode in Opcodes.All)
        {
            Assert.True(Opcodes.TryDecode(opcode.Prefix, (uint)opcode.Code, out Opcode found));
            Assert.Equal(opcode, found);
        }
    }

    [Fact]
    public void Every_opcode_is_found_by_its_mnemonic_but_for_the_second_of_a_pair()
    {
        Opcode[] lost = [.. Opcodes.All.Where(opcode => !Opcodes.TryParse(opcode.Mnemonic, out Opcode found) || found != opcode)];
        Assert.Equal([Opcode.SelectT, Opcode.RefTestNull, Opcode.RefCastNull], lost);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("i32.ad", false)]
    [InlineData("i32.add", true)]
    [InlineData("ref.test null", false)]
    public void Only_mnemonics_are_found(string text, bool known) => Assert.Equal(known, Opcodes.TryParse(text, out _));

    [Theory]
    [InlineData(0x00, 0xFFu)]
    [InlineData(0x00, 0xFBu)]
    [InlineData(0x00, 0x100u)]
    [InlineData(0xFB, 0x1Fu)]
    [InlineData(0xFD, uint.MaxValue)]
    [InlineData(0xFF, 0u)]
    public void Codes_without_instruction_are_not_found(byte prefix, uint code) => Assert.False(Opcodes.TryDecode(prefix, code, out _));

    [Fact]
    public void Signatures_come_from_the_table()
    {
        InstructionSignature add128 = Opcode.I64Add128.Signature;
        Assert.Equal((4, 2), (add128.OperandCount, add128.ResultCount));
        InstructionSignature store = Opcode.V128Store8Lane.Signature;
        Assert.Equal([ValKind.I32, ValKind.V128], [store.Operand(0), store.Operand(1)]);
        Assert.Equal(0, store.ResultCount);
        InstructionSignature extract = Opcode.I64x2ExtractLane.Signature;
        Assert.Equal((ValKind.V128, ValKind.I64), (extract.Operand(0), extract.Result(0)));
        Assert.Equal((0, 0), (Opcode.Nop.Signature.OperandCount, Opcode.Nop.Signature.ResultCount));
    }

    [Fact]
    public void Memory_instructions_know_their_width_and_lanes()
    {
        Assert.Equal(4, Opcode.V128Load32Lane.AccessBytes);
        Assert.Equal(4, Opcode.V128Load32Lane.LaneCount);
        Assert.Equal(0, Opcode.I32Add.AccessBytes);
        Assert.All(Opcodes.All, opcode => Assert.Equal(opcode.Immediates is ImmediateKind.MemArg or ImmediateKind.MemArgLane, opcode.AccessBytes != 0));
        Assert.All(Opcodes.All, opcode => Assert.Equal(opcode.Immediates is ImmediateKind.Lane or ImmediateKind.MemArgLane, opcode.LaneCount != 0));
    }

    [Fact]
    public void Every_feature_of_an_instruction_is_a_known_one() =>
        Assert.All(Opcodes.All, opcode => Assert.Equal(opcode.Features, opcode.Features & Features.All));
}
