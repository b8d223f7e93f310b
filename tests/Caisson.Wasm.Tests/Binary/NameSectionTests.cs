using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Tests.Binary;

public sealed class NameSectionTests
{
    private const string Name = "04 6e 61 6d 65";

    [Fact]
    public void Names_of_everything()
    {
        NameSection names = Decode("""
            00 02 01 6d
            01 0a 03 00 01 66 01 01 67 09 01 68   ; there is no function 9
            02 08 01 00 02 00 01 61 01 00   ; name of local 1 is empty
            09 04 01 00 01 64
            0a 06 01 07 01 02 01 78
            0b 04 01 00 01 65
            """);
        Assert.False(names.Functions.ContainsKey(9));
        Assert.Equal("m", names.Module);
        Assert.Equal("g", names.Functions[1]);
        Assert.Equal(("a", ""), (names.Locals[(0, 0)], names.Locals[(0, 1)]));
        Assert.Equal("d", names.Datas[0]);
        Assert.Equal("x", names.Fields[(7, 2)]);
        Assert.Equal("e", names.Tags[0]);
    }

    [Theory]
    [InlineData("00 02 01 6d 01 ff", "m")]
    [InlineData("00 02 01 6d 01 03 05 00 00", "m")]
    [InlineData("00 02 01 ff", null)]
    [InlineData("ff 00 00 02 01 6d", "m")]
    [InlineData("", null)]
    public void What_stands_before_a_mistake_counts(string content, string? module) => Assert.Equal(module, Decode(content).Module);

    [Fact]
    public void The_first_of_two_names_counts() => Assert.Equal("f", Decode("01 07 02 00 01 66 00 01 67").Functions[0]);

    private static NameSection Decode(string content) => new ModuleBytes()
        .Section(SectionId.Type, "01 60 00 00").Section(SectionId.Function, "02 00 00").Section(SectionId.Tag, "01 00 00")
        .Code(ModuleBytes.Hex("00 0b"), ModuleBytes.Hex("00 0b")).Section(SectionId.Data, "01 01 00")
        .Section(SectionId.Custom, $"{Name}\n{content}").Decode().Names;
}
