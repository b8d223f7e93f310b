using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

/// <summary>
/// How many operands an instruction takes and how many results it leaves, as far as that can be told without validation. Only for
/// people: a wrong number costs readability, nothing else. Not thread-safe.
/// </summary>
internal sealed class Arities(ModuleSyntax module)
{
    private readonly List<int> _labels = [];

    /// <summary>Starts with an expression.</summary>
    /// <param name="function">The type of the function; null for a constant expression.</param>
    public void Begin(FuncType? function)
    {
        _labels.Clear();
        _labels.Add(function?.Results.Length ?? 1);
    }

    /// <summary>Enters a structured instruction; its operands and results.</summary>
    public (int Operands, int Results) Enter(in Instruction instruction)
    {
        (int parameters, int results) = instruction.BlockType.Kind switch
        {
            BlockTypeKind.Empty => (0, 0),
            BlockTypeKind.Result => (0, 1),
            _ => Function(instruction.BlockType.Type.Value),
        };
        _labels.Add(instruction.Opcode == Opcode.Loop ? parameters : results);
        return (parameters + (instruction.Opcode == Opcode.If ? 1 : 0), results);
    }

    /// <summary>Leaves a structured instruction.</summary>
    public void Leave() => _labels.RemoveAt(_labels.Count - 1);

    /// <summary>The operands and results of an instruction that isn't structured.</summary>
    public (int Operands, int Results) Of(in Instruction instruction)
    {
        Opcode opcode = instruction.Opcode;
        return opcode.IsCustom ? Custom(in instruction) : (opcode.Signature.OperandCount, opcode.Signature.ResultCount);
    }

    private (int Operands, int Results) Custom(in Instruction instruction) => instruction.Opcode switch
    {
        Opcode.Br => (Label(instruction.Index), 0),
        Opcode.BrIf => (Label(instruction.Index) + 1, Label(instruction.Index)),
        Opcode.BrTable => (Label(instruction.Index) + 1, 0),
        Opcode.Return => (_labels[0], 0),
        Opcode.Call => Callee(instruction.Index),
        Opcode.ReturnCall => (Callee(instruction.Index).Operands, 0),
        Opcode.CallIndirect or Opcode.CallRef => (Function(instruction.Index).Operands + 1, Function(instruction.Index).Results),
        Opcode.ReturnCallIndirect or Opcode.ReturnCallRef => (Function(instruction.Index).Operands + 1, 0),
        Opcode.Throw => (Tag(instruction.Index), 0),
        Opcode.ThrowRef or Opcode.Drop or Opcode.LocalSet or Opcode.GlobalSet => (1, 0),
        Opcode.LocalGet or Opcode.GlobalGet or Opcode.MemorySize or Opcode.TableSize or Opcode.RefNull or Opcode.RefFunc
            or Opcode.StructNewDefault => (0, 1),
        Opcode.LocalTee or Opcode.TableGet or Opcode.MemoryGrow or Opcode.RefIsNull or Opcode.RefAsNonNull
            or Opcode.StructGet or Opcode.StructGetS or Opcode.StructGetU or Opcode.ArrayNewDefault or Opcode.ArrayLen
            or Opcode.RefTest or Opcode.RefTestNull or Opcode.RefCast or Opcode.RefCastNull
            or Opcode.AnyConvertExtern or Opcode.ExternConvertAny or Opcode.RefI31 or Opcode.I31GetS or Opcode.I31GetU => (1, 1),
        Opcode.RefEq or Opcode.TableGrow or Opcode.ArrayNew or Opcode.ArrayNewData or Opcode.ArrayNewElem
            or Opcode.ArrayGet or Opcode.ArrayGetS or Opcode.ArrayGetU => (2, 1),
        Opcode.TableSet or Opcode.StructSet => (2, 0),
        Opcode.Select or Opcode.SelectT => (3, 1),
        Opcode.ArraySet or Opcode.MemoryInit or Opcode.MemoryCopy or Opcode.MemoryFill or Opcode.TableInit or Opcode.TableCopy
            or Opcode.TableFill => (3, 0),
        Opcode.ArrayFill or Opcode.ArrayInitData or Opcode.ArrayInitElem => (4, 0),
        Opcode.ArrayCopy => (5, 0),
        Opcode.StructNew => (Fields(instruction.Index), 1),
        Opcode.ArrayNewFixed => ((int)Math.Min(instruction.Index2, int.MaxValue), 1),
        Opcode.BrOnNull => (Label(instruction.Index) + 1, Label(instruction.Index) + 1),
        Opcode.BrOnNonNull => (Label(instruction.Index), Math.Max(0, Label(instruction.Index) - 1)),
        Opcode.BrOnCast or Opcode.BrOnCastFail => (Label(instruction.Index), Label(instruction.Index)),
        _ => (0, 0),
    };

    private int Label(uint label) => label < _labels.Count ? _labels[_labels.Count - 1 - (int)label] : 0;

    private (int Operands, int Results) Callee(uint function) =>
        function < module.Functions.Length ? Function(module.Functions[(int)function].Value) : default;

    private int Tag(uint tag) => tag < module.Tags.Length ? Function(module.Tags[(int)tag].Type.Value).Operands : 0;

    private (int Operands, int Results) Function(uint type) =>
        type < module.Types.Length && module.Types[(int)type].Comp is FuncType func ? (func.Parameters.Length, func.Results.Length) : default;

    private int Fields(uint type) =>
        type < module.Types.Length && module.Types[(int)type].Comp is StructType structure ? structure.Fields.Length : 0;
}
