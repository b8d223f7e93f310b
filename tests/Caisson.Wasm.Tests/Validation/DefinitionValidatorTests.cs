using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Tests.Validation;

public sealed class DefinitionValidatorTests
{
    [Theory]
    [InlineData(SectionId.Type, "01 60 01 64 01 00", "unknown type 1")]
    [InlineData(SectionId.Type, "02 60 01 63 01 00 60 00 00", "unknown type 1")]
    [InlineData(SectionId.Type, "01 50 01 00 60 00 00", "forward use of type 0 in sub type definition 0")]
    [InlineData(SectionId.Type, "01 4e 02 50 01 01 60 00 00 50 01 00 60 00 00", "forward use of type 1")]
    [InlineData(SectionId.Type, "02 60 00 00 50 01 00 60 00 00", "sub type 1 has final super type 0")]
    [InlineData(SectionId.Type, "02 50 00 5f 01 7f 00 50 01 00 5f 00", "sub type 1 does not match super type 0")]
    [InlineData(SectionId.Type, "02 50 00 5f 01 7f 01 50 01 00 5f 01 7f 00", "sub type 1 does not match super type 0")]
    [InlineData(SectionId.Import, "01 00 00 00 00", "unknown type 0")]
    [InlineData(SectionId.Import, "01 00 00 01 70 01 02 01", "size minimum must not be greater than maximum: 2 1")]
    [InlineData(SectionId.Memory, "01 00 81 80 04", "memory size must be at most 65536 pages (4GiB): 65537")]
    [InlineData(SectionId.Memory, "01 04 81 80 80 80 80 80 40", "memory size must be at most 281474976710656 pages")]
    [InlineData(SectionId.Memory, "01 02 01", "shared memory must have maximum")]
    [InlineData(SectionId.Memory, "01 08 01 01", "invalid custom page size: 2^1")]
    [InlineData(SectionId.Table, "01 70 00 80 80 80 80 10", "table size must be at most 2^32-1: 4294967296")]
    [InlineData(SectionId.Table, "01 64 70 00 00", "type mismatch: table 0 of (ref func) requires an initializer")]
    [InlineData(SectionId.Table, "01 40 00 6f 00 01 d0 70 0b", "type mismatch: instruction requires [externref] but stack has [funcref]")]
    [InlineData(SectionId.Global, "01 7f 00 42 00 0b", "type mismatch: instruction requires [i32] but stack has [i64]")]
    [InlineData(SectionId.Global, "01 7f 00 41 00 41 00 0b", "type mismatch: block requires [i32] but stack has [i32 i32]")]
    [InlineData(SectionId.Global, "01 7f 00 0b", "type mismatch: instruction requires [i32] but stack has []")]
    [InlineData(SectionId.Global, "01 7f 00 41 00 67 0b", "constant expression required, found i32.clz")]
    [InlineData(SectionId.Global, "01 7f 00 02 7f 41 00 0b 0b", "constant expression required, found block")]
    [InlineData(SectionId.Global, "01 7f 00 23 00 0b", "unknown global 0")]
    [InlineData(SectionId.Global, "02 7f 01 41 00 0b 7f 00 23 00 0b", "constant expression required: global 0 is mutable")]
    [InlineData(SectionId.Global, "01 70 00 d2 00 0b", "unknown function 0")]
    [InlineData(SectionId.Export, "01 01 61 00 00", "unknown function 0")]
    [InlineData(SectionId.Export, "01 01 61 01 00", "unknown table 0")]
    [InlineData(SectionId.Export, "01 01 61 02 00", "unknown memory 0")]
    [InlineData(SectionId.Export, "01 01 61 03 00", "unknown global 0")]
    [InlineData(SectionId.Export, "01 01 61 04 00", "unknown tag 0")]
    [InlineData(SectionId.Start, "00", "unknown function 0")]
    [InlineData(SectionId.Element, "01 00 41 00 0b 00", "unknown table 0")]
    [InlineData(SectionId.Element, "01 01 00 01 00", "unknown function 0")]
    [InlineData(SectionId.Data, "01 00 41 00 0b 00", "unknown memory 0")]
    public void Invalid_definitions(SectionId id, string content, string message) => new ModuleBytes().Section(id, content).Invalid(message);

    [Theory]
    [InlineData(SectionId.Type, "01 60 00 02 7f 7f", Features.MultiValue)]
    [InlineData(SectionId.Type, "01 60 01 7b 00", Features.Simd)]
    [InlineData(SectionId.Type, "01 60 01 6f 00", Features.ReferenceTypes)]
    [InlineData(SectionId.Type, "01 60 01 6e 00", Features.GarbageCollection)]
    [InlineData(SectionId.Type, "01 60 01 69 00", Features.ExceptionHandling)]
    [InlineData(SectionId.Memory, "02 00 00 00 00", Features.MultiMemory)]
    [InlineData(SectionId.Table, "02 70 00 00 70 00 00", Features.ReferenceTypes)]
    [InlineData(SectionId.Global, "01 7f 00 41 01 41 01 6a 0b", Features.ExtendedConst)]
    [InlineData(SectionId.Global, "02 7f 00 41 01 0b 7f 00 23 00 0b", Features.GarbageCollection)]
    public void Invalid_without_the_feature(SectionId id, string content, Features feature)
    {
        ModuleBytes module = new ModuleBytes().Section(id, content);
        module.Validate();
        InvalidException exception = Assert.Throws<InvalidException>(() => module.Validate(Features.All & ~feature));
        Assert.Contains($"needs the feature {feature}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_names_are_unique() => new ModuleBytes().Section(SectionId.Memory, "01 00 00")
        .Section(SectionId.Export, "02 01 61 02 00 01 61 02 00").Invalid("duplicate export name \"a\"");

    [Fact]
    public void The_start_function_has_no_type() =>
        ModuleBytes.Function("01 7f 00", "0b", more: module => module.Section(SectionId.Start, "00")).Invalid("start function must not have parameters or results: (param i32)");

    [Fact]
    public void Tags_have_no_results() => new ModuleBytes().Section(SectionId.Type, "01 60 00 01 7f")
        .Section(SectionId.Tag, "01 00 00").Invalid("non-empty tag result type: i32");

    [Fact]
    public void Segments_match_their_table() => new ModuleBytes().Section(SectionId.Table, "01 6f 00 00")
        .Section(SectionId.Element, "01 04 41 00 0b 00").Invalid("type mismatch: elem segment 0 requires externref but is funcref");

    [Fact]
    public void The_address_type_of_offsets_is_that_of_the_memory()
    {
        ModuleBytes module = new ModuleBytes().Section(SectionId.Memory, "01 04 01");
        module.Section(SectionId.Data, "01 00 42 00 0b 00").Validate();
        new ModuleBytes().Section(SectionId.Memory, "01 04 01").Section(SectionId.Data, "01 00 41 00 0b 00").Invalid("type mismatch");
    }

    [Fact]
    public void Chains_of_supertypes_are_limited()
    {
        static ModuleBytes Chain(int length) => new ModuleBytes().Section(SectionId.Type,
            [.. Enumerable.Range(0, length).Select(i => (byte[])[0x50, .. i == 0 ? [0] : (byte[])[1, (byte)(i - 1)], 0x5F, 0])]);
        Chain(64).Validate();
        Chain(65).Invalid("sub type 64 has more than 63 super types");
    }
}
