using System.Reflection.Emit;
using Caisson.Compiler.Analysis;
using Caisson.Compiler.Ir;
using Caisson.Runtime;
using Caisson.Runtime.Operations;
using Label = System.Reflection.Emit.Label;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Exceptions: a region is a protected block of IL with a filter, so that the CLR finds the handler before it unwinds anything. Its
/// handler does nothing but leave.
/// </summary>
internal sealed partial class FunctionEmitter
{
    /// <summary>Number of protected blocks around the current place.</summary>
    private int _protection;

    private TryRegion? _region;

    /// <summary>Tells filters where an exception comes from; where a legacy delegate passes by some of them.</summary>
    private LocalBuilder? _announcement;

    /// <summary>What is certainly announced here.</summary>
    private int? _announced;

    private void EmitTryStart(TryRegion region)
    {
        _region = region;
        if (region.Clauses.Count == 0) return;

        // The JIT of .NET 10 reads a null pointer where both ways of a condition lead to the start of two protected blocks at once.
        _il.Emit(OpCodes.Nop);
        _il.BeginExceptionBlock();
        _protection++;
    }

    private void EmitTryEnd(TryRegion region)
    {
        _region = region.Enclosing;
        if (region.Clauses.Count == 0) return;
        _il.BeginExceptFilterBlock();
        EmitFilter(region);
        _il.BeginCatchBlock(null!);
        _il.Emit(OpCodes.Pop);
        _il.EndExceptionBlock();
        _protection--;
    }

    /// <summary>Stores the exception on the IL stack, and leaves whether a clause matches it. Without branches, so that it is one block.</summary>
    private void EmitFilter(TryRegion region)
    {
        StoreLocal(region.Exception);
        if (region.Clauses.Contains(null))
        {
            LoadLocal(region.Exception);
            _il.Emit(OpCodes.Isinst, typeof(WasmException));
            _il.Emit(OpCodes.Ldnull);
            _il.Emit(OpCodes.Cgt_Un);
        }
        else
        {
            _il.EmitConstant(0);
            foreach (int tag in region.Clauses.OfType<int>().Distinct())
            {
                EmitMatch(region.Exception, tag);
                _il.Emit(OpCodes.Or);
            }
        }
        if (!_ir.HasDelegates) return;

        // Without sign, one comparison does for both ends of the range.
        _il.Emit(OpCodes.Ldloc, Announcement);
        _il.EmitConstant(region.Place);
        _il.Emit(OpCodes.Sub);
        _il.EmitConstant(region.LastPlace - region.Place + 1);
        _il.Emit(OpCodes.Clt_Un);
        _il.Emit(OpCodes.And);
    }

    private void EmitMatch(Local exception, int tag)
    {
        _il.Emit(OpCodes.Ldarg_0);
        LoadLocal(exception);
        _il.EmitConstant(tag);
        _il.Emit(OpCodes.Call, OperationMethods.OfInstance(nameof(InstanceOperations.Catches)));
    }

    /// <summary>Keeps the announcement right, in a function that needs it.</summary>
    private void AnnouncePlace(Statement statement)
    {
        if (!_ir.HasDelegates) return;
        if (statement is BlockEnd or LoopStart or TryStart or TryEnd)
        {
            _announced = null;
            return;
        }
        int place = HandlerPlaces.Of(_region);
        if (statement is BlockStart or LoopEnd || _announced == place) return;
        _il.EmitConstant(place);
        _il.Emit(OpCodes.Stloc, Announcement);
        _announced = place;
    }

    private LocalBuilder Announcement => _announcement ??= _il.DeclareLocal(typeof(int));

    private void EmitThrow(Throw @throw)
    {
        _il.Emit(OpCodes.Ldarg_0);
        Emit(@throw.Exception);
        _il.Emit(OpCodes.Call, OperationMethods.OfInstance(nameof(InstanceOperations.ThrowRef)));
        EmitNeverReached();
    }

    private void EmitNewException(NewException exception)
    {
        _il.Emit(OpCodes.Ldarg_0);
        _il.EmitConstant(exception.Payload.Length);
        _il.Emit(OpCodes.Newarr, typeof(Value));
        for (int i = 0; i < exception.Payload.Length; i++)
        {
            _il.Emit(OpCodes.Dup);
            _il.EmitConstant(i);
            Emit(exception.Payload[i]);
            Values.EmitWrap(_il, exception.Signature.Parameters[i]);
            _il.Emit(OpCodes.Stelem, typeof(Value));
        }
        _il.EmitConstant(exception.Tag);
        _il.Emit(OpCodes.Call, OperationMethods.OfInstance(nameof(InstanceOperations.NewException)));
    }

    private bool LeavesProtection(Ir.Label label) => _protection > label.Protection;

    private void EmitBranch(Ir.Label label) => _il.Emit(LeavesProtection(label) ? OpCodes.Leave : OpCodes.Br, LabelOf(label));

    /// <summary>A switch can't leave a protected block: those targets are reached by a branch of their own.</summary>
    private void EmitBranchTable(BranchTable table)
    {
        var ways = new Dictionary<Ir.Label, Label>();
        EmitTested(table.Index);
        if (table.Labels.Length == 1) _il.Emit(OpCodes.Pop);
        else _il.Emit(OpCodes.Switch, [.. table.Labels[..^1].Select(WayTo)]);
        EmitBranch(table.Labels[^1]);
        foreach ((Ir.Label label, Label way) in ways)
        {
            _il.MarkLabel(way);
            EmitBranch(label);
        }

        Label WayTo(Ir.Label label)
        {
            if (!LeavesProtection(label)) return LabelOf(label);
            if (!ways.TryGetValue(label, out Label way)) ways.Add(label, way = _il.DefineLabel());
            return way;
        }
    }
}
