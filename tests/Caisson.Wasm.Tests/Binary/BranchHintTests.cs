using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text;

namespace Caisson.Wasm.Tests.Binary;

/// <summary>Hints are kept for the compiler where they are at branches; what is wrong with them never makes a module malformed.</summary>
public sealed class BranchHintTests
{
    private const string Function = "(func (param i32) local.get 0 if end local.get 0 br_if 0)";

    [Fact]
    public void Hints_are_at_their_instructions()
    {
        ModuleSyntax module = Decode("""
            (func) (func (param i32) (local i64)
              local.get 0 (@metadata.code.branch_hint "\01") if end
              local.get 0 (@metadata.code.branch_hint "\00") br_if 0)
            """);
        int start = module.Code[1].Instructions.Offset;
        Assert.Equal([new(start + 2, true), new(start + 7, false)], module.BranchHints.Of(new(1)).ToArray());
        Assert.True(module.BranchHints.Of(new(0)).IsEmpty);
        Assert.True(module.BranchHints.IsComplete);
    }

    [Theory]
    [InlineData(@"\01\00\01\00\02")]
    [InlineData(@"\01\00\01\03\01\02")]
    [InlineData(@"\ff")]
    [InlineData("")]
    public void A_malformed_section_is_as_good_as_none(string content)
    {
        ModuleSyntax module = Decode($"(@custom \"metadata.code.branch_hint\" (before code) \"{content}\") {Function}");
        Assert.True(module.BranchHints.Of(new(0)).IsEmpty);
        Assert.False(module.BranchHints.IsComplete);
        Assert.Contains(content, WatPrinter.ToText(module), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"\01\00\02\01\01\01\03\01\01")]
    [InlineData(@"\02\00\01\03\01\01\07\00")]
    [InlineData(@"\01\00\02\03\01\01\ff\7f\01\01")]
    public void Hints_that_are_at_no_branch_are_left_out(string content)
    {
        ModuleSyntax module = Decode($"(@custom \"metadata.code.branch_hint\" (before code) \"{content}\") {Function}");
        Assert.True(Assert.Single(module.BranchHints.Of(new(0)).ToArray()).Likely);
        Assert.False(module.BranchHints.IsComplete);
    }

    private static ModuleSyntax Decode(string text) => ModuleDecoder.Decode(WatParser.Parse(text));
}
