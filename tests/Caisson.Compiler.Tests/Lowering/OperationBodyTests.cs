using System.Runtime.Intrinsics;
using Caisson.Compiler.Emit;
using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Tests.Lowering;

public sealed class OperationBodyTests
{
    public static TheoryData<string> Operations { get; } =
    [
        .. Enum.GetValues<Opcode>()
            .Where(opcode => opcode.Features is Features.Simd or Features.RelaxedSimd)
            .Where(opcode => opcode is not (Opcode.V128Load or Opcode.V128Store or Opcode.V128Const))
            .Select(opcode => opcode.ToString()),
    ];

    /// <summary>A called one would take its vectors through memory.</summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_vector_operation_can_be_written_where_it_is_used(string opcode)
    {
        Assert.SkipUnless(Vector128.IsHardwareAccelerated, "without vector instructions some operations have loops");
        var body = OperationBody.Of(OperationMethods.Of(Enum.Parse<Opcode>(opcode)), isPortable: false);
        Assert.NotNull(body);
        Assert.All(body.Steps, step => Assert.False(step.Operand is System.Reflection.MethodInfo { DeclaringType.Namespace: "Caisson.Runtime.Operations" }));
    }
}
