using System.Reflection;
using System.Runtime.Intrinsics;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests.Operations;

public sealed class VectorOperationsTests
{
    public static TheoryData<string> All { get; } = [.. Mnemonics.Vector];

    [Theory]
    [MemberData(nameof(All))]
    public void Equals_the_reference(string mnemonic)
    {
        var samples = new Samples((int)OperationCatalog.OpcodeOf(mnemonic));
        MethodInfo method = OperationCatalog.Find(mnemonic);
        List<object?[]> variants = Immediates(mnemonic, method, samples);
        foreach (object?[] immediates in variants)
        {
            Func<object[], object> operation = OperationCatalog.Compile(method, immediates);
            for (int i = 0; i < 1000 / variants.Count; i++)
            {
                object[] operands = Operands(mnemonic, method, immediates, samples);
                Check(mnemonic, operands, operation([.. operands.Where((_, index) => immediates[index] is null)]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Equals_the_reference_when_the_compiler_folds_constants(string mnemonic)
    {
        var samples = new Samples((int)OperationCatalog.OpcodeOf(mnemonic) + 1000);
        MethodInfo method = OperationCatalog.Find(mnemonic);
        for (int i = 0; i < 10; i++)
        {
            object[] operands = Operands(mnemonic, method, Immediates(mnemonic, method, samples)[0], samples);
            if (operands.Any(operand => operand is float.NaN)) continue;
            Check(mnemonic, operands, OperationCatalog.Compile(method, operands)([]));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Has_the_signature_of_the_instruction(string mnemonic) =>
        Assert.Equal(Signatures.Of(mnemonic), Signatures.Of(OperationCatalog.Find(mnemonic)));

    /// <summary>Every lane, or some shuffles; null where an operand comes.</summary>
    private static List<object?[]> Immediates(string mnemonic, MethodInfo method, Samples samples)
    {
        object?[] none = new object?[method.GetParameters().Length];
        Opcode opcode = OperationCatalog.OpcodeOf(mnemonic);
        return opcode switch
        {
            Opcode.I8x16Shuffle => [.. Enumerable.Range(0, 50).Select(_ => With(none, samples.LaneNumbers(32)))],
            _ when opcode.LaneCount > 0 => [.. Enumerable.Range(0, opcode.LaneCount).Select(lane => With(none, (byte)lane))],
            _ => [none],
        };
    }

    private static object?[] With(object?[] operands, object last) => [.. operands[..^1], last];

    private static object[] Operands(string mnemonic, MethodInfo method, object?[] immediates, Samples samples)
    {
        int width = OperandWidth(mnemonic);
        return [.. method.GetParameters().Select((parameter, i) => immediates[i] ?? samples.Next(parameter.ParameterType, width))];
    }

    // i32x4.trunc_sat_f64x2_s_zero reads lanes of 64 bits, i32x4.add lanes of 32.
    private static int OperandWidth(string mnemonic)
    {
        string shape = mnemonic.Split('.', '_')
            .Last(part => part is "i8x16" or "i16x8" or "i32x4" or "i64x2" or "f32x4" or "f64x2" or "v128");
        return shape == "v128" ? 32 : int.Parse(shape[1..shape.IndexOf('x', StringComparison.Ordinal)], null);
    }

    private static void Check(string mnemonic, object[] operands, object result)
    {
        Lane[] expected = VectorReference.Evaluate(mnemonic, operands);
        Vector128<byte> actual = Bits.Of(result);
        int width = expected[0].Width, rest = expected.Length * width / 8;
        bool same = expected.Index().All(lane => lane.Item.Accepts(Bits.Lane(actual, lane.Index, width)))
            && (result is not Vector128<byte> || Enumerable.Range(rest, 16 - rest).All(i => actual[i] == 0));
        Assert.True(same, $"{mnemonic}({string.Join(", ", operands)}) = {result}, not {string.Join(' ', expected.AsEnumerable())}");
    }
}
