using System.Runtime.InteropServices;
using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Analysis;

/// <summary>
/// The loads of which the JIT certainly reads every byte. Of others it may read only what is used: one byte, where a mask or a cast
/// drops the rest, four or fewer where nobody needs the value. Such a load reaches beyond the end of a memory unnoticed by guard pages.
/// </summary>
/// <remarks>
/// One walk, backwards. The JIT puts a load that is kept in a local where the local is used only if that is in the next statement, so what becomes
/// of it later matters no more. Where in doubt, a load is none of these. What is lost is a probe too many.
/// </remarks>
internal sealed class WholeLoads
{
    /// <summary>The JIT inlines methods of up to 100 bytes of IL. Functions that are so long in wasm aren't that short in IL.</summary>
    private const int NeverInlined = 400;

    private static readonly HashSet<Local> None = [];

    private readonly FunctionIr _ir;
    private readonly HashSet<Load> _found = [];

    /// <summary>Locals that are certainly stored before anything that branches, calls or traps otherwise.</summary>
    private readonly HashSet<Local> _stored = [];

    /// <summary>What the statements at the ends of blocks use in part.</summary>
    private readonly Dictionary<Label, HashSet<Local>?> _partialAt = [];

    /// <summary>Locals that the statement, and the one after it, use in part; null for any. Sets are shared, and not changed once a statement is done.</summary>
    private HashSet<Local>? _here = None, _next = None;

    private WholeLoads(FunctionIr ir) => _ir = ir;

    private enum Use
    {
        /// <summary>Some bits may be enough, or none.</summary>
        Partial,

        /// <summary>All bits, or none.</summary>
        Whole,

        /// <summary>All bits, since they are stored.</summary>
        Stored,
    }

    /// <summary>Finds them in a function that no pass changes any more.</summary>
    public static HashSet<Load> Of(FunctionIr ir)
    {
        var loads = new WholeLoads(ir);
        for (int i = ir.Body.Count - 1; i >= 0; i--) loads.Visit(ir.Body[i]);
        return loads._found;
    }

    /// <summary>
    /// Whether there is a form of a load that the JIT never shortens. Its value can't be an operand of arithmetic in memory, which costs little, so
    /// that it isn't used for the loads found here.
    /// </summary>
    public static bool HasForm(Opcode load) => load.AccessBytes >= 4 && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    private void Visit(Statement statement)
    {
        if (statement is not (SetLocal or SetLocals or Store or SetGlobal or Evaluate or BlockStart) || MayEnd(statement)) _stored.Clear();
        switch (statement)
        {
            case BlockEnd block:
                _partialAt[block.Label] = _here;
                return;
            case Branch branch:
                // What follows is what stands at the label; at the head of a loop that isn't known yet.
                _here = _partialAt.GetValueOrDefault(branch.Label);
                return;
            case Marker:
                return;
        }
        (_next, _here) = (_here, None);
        switch (statement)
        {
            case SetLocal set:
                Visit(set.Value, UseOf(set.Local));
                break;
            case SetLocals set:
                for (int i = 0; i < set.Locals.Length; i++) Visit(set.Values[i], UseOf(set.Locals[i]));
                break;
            case Store store:
                Visit(store.Address, Use.Whole);
                Visit(store.Value, StoresAll(store.Opcode) ? Use.Stored : Use.Partial);
                break;
            case SetGlobal set:
                Visit(set.Value, Use.Stored);
                break;
            case Evaluate evaluate:
                Visit(evaluate.Value, Use.Whole);
                break;
            case BranchIf branch:
                Visit(branch.Condition, Use.Whole);
                break;
            case BranchTable table:
                Visit(table.Index, Use.Whole);
                break;
            case Return @return:
                foreach (Expression value in @return.Values) Visit(value, MayBeInlined(_ir.Index) ? Use.Partial : Use.Stored);
                break;
            default:
                foreach (Expression expression in statement.Expressions) Visit(expression, Use.Partial);
                break;
        }
    }

    private static bool MayEnd(Statement statement)
    {
        foreach (Expression expression in statement.Expressions)
            if ((expression.Effects & (Effects.Call | Effects.OtherTrap)) != 0) return true;
        return false;
    }

    private void Visit(Expression expression, Use use)
    {
        switch (expression)
        {
            case LocalGet get:
                if (use == Use.Partial) UsesInPart(get.Local);
                else if (use == Use.Stored) _stored.Add(get.Local);
                break;
            case Load load:
                if (ReadsAll(load.Opcode, use)) _found.Add(load);
                Visit(load.Address, Use.Whole);
                if (load.Vector is { } vector) Visit(vector, Use.Partial);
                break;
            case Plain { Operands: [var shifted, Constant] } shift when Shifts(shift):
                Visit(shifted, Use.Whole);
                break;
            case Plain plain:
                Use operands = UseOfOperands(plain.Opcode, use);
                foreach (Expression operand in plain.Operands) Visit(operand, operands);
                break;
            case Select select:
                Use either = use == Use.Stored ? Use.Whole : use;
                Visit(select.IfTrue, either);
                Visit(select.IfFalse, either);
                Visit(select.Condition, Use.Whole);
                break;
            case Call call:
                bool isInlined = call is DirectCall direct && MayBeInlined(direct.Function);
                foreach (Expression child in call.Children) Visit(child, isInlined ? Use.Partial : Use.Stored);
                break;
            default:
                foreach (Expression child in expression.Children) Visit(child, Use.Partial);
                break;
        }
    }

    /// <summary>
    /// Whether the JIT could make a function part of its callers, and leave out what one of them doesn't need. It inlines nothing that is called
    /// through a pointer, as imports are.
    /// </summary>
    private bool MayBeInlined(int function)
    {
        int defined = function - _ir.Module.ImportCounts.Functions;
        return defined >= 0 && _ir.Module.Code[defined].Instructions.Length <= NeverInlined;
    }

    private void UsesInPart(Local local)
    {
        if (_here == None) _here = [];
        _here!.Add(local);
    }

    private Use UseOf(Local local) =>
        _stored.Remove(local) ? Use.Stored
        : _next is null || _next.Contains(local) ? Use.Partial
        : Use.Whole;

    /// <summary>Whether a load in such a place is read as a whole. What is left of one that nobody needs has as many bytes as the load, but 4 at most.</summary>
    private static bool ReadsAll(Opcode load, Use use) => load switch
    {
        Opcode.I32Load or Opcode.F32Load or Opcode.I64Load32S or Opcode.I64Load32U
            or Opcode.I32Load16S or Opcode.I32Load16U or Opcode.I64Load16S or Opcode.I64Load16U => use >= Use.Whole,
        Opcode.I64Load or Opcode.F64Load or Opcode.V128Load => use == Use.Stored,
        _ => load.AccessBytes == 1,
    };

    /// <summary>Whether an instruction moves bits by a number that isn't zero. What the JIT leaves out of a result it leaves out of its operands, but not through these.</summary>
    private static bool Shifts(Plain plain) => plain.Opcode switch
    {
        >= Opcode.I32Shl and <= Opcode.I32Rotr => (((Constant)plain.Operands[1]).Bits & 31) != 0,
        >= Opcode.I64Shl and <= Opcode.I64Rotr => (((Constant)plain.Operands[1]).Bits & 63) != 0,
        _ => false,
    };

    private static bool StoresAll(Opcode store) =>
        store is Opcode.I32Store or Opcode.I64Store or Opcode.F32Store or Opcode.F64Store or Opcode.V128Store;

    private static Use UseOfOperands(Opcode opcode, Use use) => opcode switch
    {
        // A result that is stored needs its operands: the JIT folds no operations of floats but those of two constants.
        Opcode.F32Add or Opcode.F32Sub or Opcode.F32Mul or Opcode.F32Div or Opcode.F32Sqrt or Opcode.F32Neg
            or Opcode.F64Add or Opcode.F64Sub or Opcode.F64Mul or Opcode.F64Div or Opcode.F64Sqrt or Opcode.F64Neg
            or Opcode.F32DemoteF64 or Opcode.F64PromoteF32 => use == Use.Stored ? Use.Stored : Use.Whole,

        // As many bits as of the result.
        Opcode.I32Add or Opcode.I32Sub or Opcode.I32Mul or Opcode.I32Or or Opcode.I32Xor
            or Opcode.I64Add or Opcode.I64Sub or Opcode.I64Mul or Opcode.I64Or or Opcode.I64Xor
            or Opcode.I64ExtendI32S or Opcode.I64ExtendI32U or Opcode.I32WrapI64 => use == Use.Partial ? Use.Partial : Use.Whole,

        Opcode.I32Eqz or Opcode.I32Eq or Opcode.I32Ne or Opcode.I32LtS or Opcode.I32LtU or Opcode.I32GtS or Opcode.I32GtU
            or Opcode.I32LeS or Opcode.I32LeU or Opcode.I32GeS or Opcode.I32GeU
            or Opcode.F32Eq or Opcode.F32Ne or Opcode.F32Lt or Opcode.F32Gt or Opcode.F32Le or Opcode.F32Ge
            or Opcode.F32ConvertI32S or Opcode.F32ConvertI32U or Opcode.F64ConvertI32S or Opcode.F64ConvertI32U => Use.Whole,

        _ => Use.Partial,
    };
}
