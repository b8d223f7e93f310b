using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Wasm.Tests.Validation;

public sealed class FunctionValidatorTests
{
    [Theory]
    [InlineData("00 00", "0b")]
    [InlineData("02 7f 7f 01 7f", "20 00 20 01 6a 0b")]
    [InlineData("00 01 7f", "00 0b")]
    [InlineData("00 01 7f", "00 6a 0b")]
    [InlineData("00 01 7f", "03 7f 0c 00 0b 0b")]
    [InlineData("01 7f 01 7f", "20 00 04 7f 41 01 05 41 02 0b 0b")]
    [InlineData("01 7f 01 7f", "41 05 20 00 0d 00 0b")]
    [InlineData("01 7f 01 7f", "02 7f 41 05 20 00 0e 01 00 01 0b 0b")]
    [InlineData("01 7f 00", "00 02 40 20 00 0e 00 00 0b 0b")]
    [InlineData("00 01 7f", "00 1b 0b")]
    [InlineData("00 00", "00 d4 d1 1a 0b")]
    [InlineData("01 63 00 00", "02 63 00 20 00 d6 00 d0 00 0b 1a 0b")]
    [InlineData("01 6e 01 64 6c", "02 64 6c 20 00 fb 18 01 00 6e 6c 1a 41 00 fb 1c 0b 0b")]
    [InlineData("00 00", "02 40 1f 40 01 02 00 0b 0b 0b")]
    [InlineData("00 00", "06 40 19 09 00 0b 0b")]
    [InlineData("00 00", "06 40 06 40 18 00 0b 0b")]
    [InlineData("01 70 00", "20 00 21 01 20 01 1a 0b", "01 01 63 70")]
    public void Valid(string type, string body, string locals = "00") => ModuleBytes.Function(type, body, locals).Validate();

    [Theory]
    [InlineData("00 00", "41 00 0b", "type mismatch: block requires [] but stack has [i32] (function 0, end)")]
    [InlineData("00 01 7f", "0b", "type mismatch: instruction requires [i32] but stack has [] (function 0, end)")]
    [InlineData("00 01 7f", "42 00 41 00 6a 0b", "type mismatch: instruction requires [i32] but stack has [i64] (function 0, i32.add)")]
    [InlineData("00 00", "1a 0b", "type mismatch: instruction requires [value] but stack has []")]
    [InlineData("00 00", "41 00 02 40 1a 0b 0b", "type mismatch: instruction requires [value] but stack has []")]
    [InlineData("00 01 7f", "00 42 00 0b", "type mismatch")]
    [InlineData("00 00", "20 00 0b", "unknown local 0")]
    [InlineData("00 00", "23 00 0b", "unknown global 0")]
    [InlineData("00 00", "0c 01 0b", "unknown label 1")]
    [InlineData("00 00", "10 07 0b", "unknown function 7")]
    [InlineData("00 00", "41 00 11 00 00 0b", "unknown table 0")]
    [InlineData("00 00", "41 00 28 02 00 0b", "unknown memory 0")]
    [InlineData("00 00", "08 00 0b", "unknown tag 0")]
    [InlineData("00 00", "fc 0d 00 0b", "unknown elem segment 0")]
    [InlineData("00 00", "02 05 0b 0b", "unknown type 5")]
    [InlineData("00 00", "d0 05 1a 0b", "unknown type 5")]
    [InlineData("00 01 70", "d2 00 0b", "undeclared function reference 0")]
    [InlineData("01 7f 01 7f", "20 00 04 7f 41 00 0b 0b", "type mismatch: without else")]
    [InlineData("01 7f 00", "02 7f 20 00 0e 01 00 01 0b 1a 0b", "type mismatch: label 0 takes 1 values, the default label 0")]
    [InlineData("00 00", "d0 70 d0 70 41 00 1b 1a 0b", "type mismatch: operand requires a number or vector type but is funcref")]
    [InlineData("00 00", "41 00 42 00 41 00 1b 1a 0b", "type mismatch")]
    [InlineData("00 00", "41 00 41 00 41 00 1c 02 7f 7f 1a 0b", "invalid result arity: 2")]
    [InlineData("00 00", "20 00 1a 0b", "uninitialized local 0", "01 01 64 70")]
    [InlineData("01 64 70 00", "02 40 20 00 21 01 0b 20 01 1a 0b", "uninitialized local 1", "01 01 64 70")]
    [InlineData("00 00", "41 00 d1 1a 0b", "type mismatch: operand requires a reference type but is i32")]
    [InlineData("00 00", "09 00 0b", "invalid rethrow label 0")]
    [InlineData("00 00", "18 00 0b", "misplaced delegate")]
    [InlineData("00 00", "07 00 0b", "unknown tag 0")]
    [InlineData("00 00", "fd 0c 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 fd 15 10 1a 0b", "invalid lane index 16: there are 16 lanes")]
    [InlineData("00 00", "fb 0f 1a 0b", "type mismatch: instruction requires [arrayref] but stack has []")]
    [InlineData("00 00", "fb 00 00 1a 0b", "non-structure type 0")]
    [InlineData("00 00", "02 7f 1f 40 01 02 00 0b 41 00 0b 1a 0b", "type mismatch: label 0 requires [i32] but gets []")]
    public void Invalid(string type, string body, string message, string locals = "00") => ModuleBytes.Function(type, body, locals).Invalid(message);

    [Theory]
    [InlineData("01", "unexpected end of section or function")]
    [InlineData("05 0b", "misplaced ELSE opcode")]
    [InlineData("0b 0b", "section size mismatch")]
    [InlineData("fc 09 00 0b", "data count section required")]
    [InlineData("ff 0b", "illegal opcode ff")]
    public void Malformed(string body, string message) => ModuleBytes.Function("00 00", body).Malformed(message);

    [Fact]
    public void The_missing_end_of_an_earlier_body_is_told_from_the_last()
    {
        ModuleBytes module = new ModuleBytes().Section(SectionId.Type, "01 60 00 00").Section(SectionId.Function, "02 00 00");
        module.Code(ModuleBytes.Hex("00 01"), ModuleBytes.Hex("00 0b")).Malformed("END opcode expected (function 0");
    }

    [Theory]
    [InlineData("41 00 28 03 00 1a 0b", "alignment must not be larger than natural: 2^3, natural is 2^2")]
    [InlineData("41 00 fe 10 01 00 1a 0b", "atomic alignment must be natural")]
    [InlineData("41 00 28 02 80 80 80 80 10 1a 0b", "offset out of range: 4294967296")]
    [InlineData("42 00 28 02 00 1a 0b", "type mismatch: instruction requires [i32] but stack has [i64]")]
    [InlineData("41 00 28 42 01 00 1a 0b", "unknown memory 1")]
    public void Invalid_with_a_memory(string body, string message) =>
        ModuleBytes.Function("00 00", body, more: module => module.Section(SectionId.Memory, "01 00 01")).Invalid(message);

    [Fact]
    public void Addresses_of_a_64_bit_memory()
    {
        ModuleBytes.Function("00 00", "42 00 28 02 80 80 80 80 10 1a 3f 00 40 00 1a 0b", more: memory64).Validate();
        ModuleBytes.Function("00 00", "41 00 28 02 00 1a 0b", more: memory64).Invalid("type mismatch: instruction requires [i64] but stack has [i32]");

        static void memory64(ModuleBytes module) => module.Section(SectionId.Memory, "01 04 01");
    }

    [Theory]
    [InlineData("41 00 c0 1a 0b", Features.SignExtension)]
    [InlineData("43 00 00 00 00 fc 00 1a 0b", Features.SaturatingFloatToInt)]
    [InlineData("12 00 0b", Features.TailCalls)]
    [InlineData("06 40 0b 0b", Features.LegacyExceptions)]
    [InlineData("42 00 42 00 fc 15 1a 1a 0b", Features.WideArithmetic)]
    [InlineData("fe 03 00 0b", Features.Threads)]
    public void Opcodes_are_illegal_without_their_feature(string body, Features feature)
    {
        ModuleBytes module = ModuleBytes.Function("00 00", body);
        module.Validate();
        MalformedException exception = module.Malformed("illegal opcode", Features.All & ~feature);
        Assert.Contains($"needs the feature {feature}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Offsets_point_at_the_instruction()
    {
        ModuleBytes module = ModuleBytes.Function("00 00", "01 01 1a 0b");
        Assert.Equal(module.ToArray().AsSpan().IndexOf((ReadOnlySpan<byte>)[0x01, 0x1A, 0x0B]) + 1, module.Invalid("type mismatch").Offset);
    }

    [Fact]
    public void A_validator_can_be_driven_step_by_step()
    {
        ModuleSyntax module = ModuleBytes.Function("01 7f 01 7f", "20 00 02 40 00 0b 0b").Decode();
        FunctionValidator validator = new(ModuleValidator.ValidateDefinitions(module, Features.All));
        List<(Opcode, int Depth, int Operands, bool Reachable)> seen = [];
        validator.Begin(0);
        InstructionReader reader = new(module.Bytes.Span, module.Code[0].Instructions);
        Instruction instruction = default;
        while (reader.Read(ref instruction))
        {
            validator.Step(in instruction, in reader);
            seen.Add((instruction.Opcode, validator.Depth, validator.OperandCount, validator.IsReachable));
        }
        validator.Finish();
        Assert.Equal(
            [
                (Opcode.LocalGet, 1, 1, true), (Opcode.Block, 2, 1, true), (Opcode.Unreachable, 2, 1, false),
                (Opcode.End, 1, 1, true), (Opcode.End, 0, 1, true),
            ],
            seen);
        Assert.Equal(ValType.I32, validator.Operand(0));
    }

    [Fact]
    public void Validation_allocates_nothing_the_second_time()
    {
        ModuleSyntax module = ModuleBytes.Function("01 7f 01 7f", "20 00 02 7f 20 00 04 40 01 05 01 0b 41 00 20 00 0e 01 00 01 0b 6a 0b").Decode();
        FunctionValidator validator = new(ModuleValidator.ValidateDefinitions(module, Features.All));
        validator.Validate(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        validator.Validate(0);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_first_invalid_function_is_reported(int threads)
    {
        const int functions = 500;
        byte[] good = ModuleBytes.Hex("00 0b"), bad = ModuleBytes.Hex("00 1a 0b");
        ModuleBytes module = new ModuleBytes().Section(SectionId.Type, "01 60 00 00")
            .Section(SectionId.Function, [.. Enumerable.Repeat((byte[])[0], functions)])
            .Code([.. Enumerable.Range(0, functions).Select(i => i is 123 or 321 or 499 ? bad : good)]);
        InvalidException exception = Assert.Throws<InvalidException>(() => ModuleValidator.Validate(module.Decode(), Features.All, threads));
        Assert.Contains("(function 123, drop)", exception.Message, StringComparison.Ordinal);
    }
}
