using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests.Operations;

public sealed class OperationCatalogTests
{
    [Fact]
    public void Every_instruction_that_needs_a_method_has_one() =>
        Assert.Empty(Mnemonics.All.Select(name => OperationCatalog.OpcodeOf(name).ToString()).Except(OperationCatalog.Methods.Keys));

    [Fact]
    public void Every_method_is_called_like_an_opcode() =>
        Assert.Empty(OperationCatalog.Methods.Keys.Except(Enum.GetNames<Opcode>()));
}
