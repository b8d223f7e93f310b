using System.Reflection;

namespace Caisson.Runtime.Tests.Operations;

public sealed class ScalarOperationsTests
{
    public static TheoryData<string> All { get; } = [.. Mnemonics.Scalar];

    [Theory]
    [MemberData(nameof(All))]
    public void Equals_the_reference(string mnemonic)
    {
        MethodInfo method = OperationCatalog.Find(mnemonic);
        Func<object[], object> operation = OperationCatalog.Compile(method, new object?[method.GetParameters().Length]);
        var samples = new Samples((int)OperationCatalog.OpcodeOf(mnemonic));
        for (int i = 0; i < 10_000; i++)
        {
            object[] operands = [.. method.GetParameters().Select(parameter => samples.Next(parameter.ParameterType, 0))];
            Check(mnemonic, operands, () => operation(operands));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Equals_the_reference_when_the_compiler_folds_constants(string mnemonic)
    {
        MethodInfo method = OperationCatalog.Find(mnemonic);
        var samples = new Samples((int)OperationCatalog.OpcodeOf(mnemonic) + 1000);
        for (int i = 0; i < 40; i++)
        {
            object[] operands = [.. method.GetParameters().Select(parameter => samples.Next(parameter.ParameterType, 0))];
            // Emitted code never holds a signalling NaN of 32 bits as a constant: RyuJIT would quiet it.
            if (operands.Any(operand => operand is float.NaN) || mnemonic == "f32.reinterpret_i32") continue;
            Check(mnemonic, operands, () => OperationCatalog.Compile(method, operands)([]));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Has_the_signature_of_the_instruction(string mnemonic) =>
        Assert.Equal(Signatures.Of(mnemonic), Signatures.Of(OperationCatalog.Find(mnemonic)));

    private static void Check(string mnemonic, object[] operands, Func<object> operation)
    {
        (Lane? expected, TrapKind? trap) = Outcome(() => ScalarReference.Evaluate(mnemonic, operands));
        (object? actual, TrapKind? actualTrap) = Outcome(operation);
        bool same = trap == actualTrap && (expected is null || expected.Accepts(Bits.Lane(Bits.Of(actual!), 0, expected.Width)));
        string call = $"{mnemonic}({string.Join(", ", operands.Select(Bits.Of))})";
        Assert.True(same, $"{call} = {actual}{actualTrap}, not {expected}{trap}");
    }

    private static (T? Result, TrapKind? Trap) Outcome<T>(Func<T> computation) where T : class
    {
        try
        {
            return (computation(), null);
        }
        catch (TrapException trap)
        {
            return (null, trap.Kind);
        }
    }
}
