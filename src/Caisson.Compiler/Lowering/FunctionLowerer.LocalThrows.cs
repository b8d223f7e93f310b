using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>A throw whose handler is known to be in the same function, which makes it a branch.</summary>
internal sealed partial class FunctionLowerer
{
    /// <summary>A bound for the work of one throw.</summary>
    private const int MaxClausesTried = 32;

    /// <summary>Where the regions around the current instruction have their frames.</summary>
    private readonly List<int> _tryFrames = [];

    /// <summary>The clause that catches a tag for certain, and where it goes; null when only running shows it.</summary>
    private (CatchClause Clause, ControlFrame Target)? FindClause(int tag)
    {
        int tried = 0;
        for (int i = _tryFrames.Count - 1; i >= 0; i--)
        {
            int frame = _tryFrames[i];

            // The clauses of a legacy try aren't known yet.
            if (_frames[frame].Kind == FrameKind.Try) return null;
            foreach (CatchClause clause in _frames[frame].Catches)
            {
                if (++tried > MaxClausesTried) return null;
                if (IsCatchAll(clause) || (int)clause.Tag.Value == tag) return (clause, _frames[frame - 1 - (int)clause.Label.Value]);
                if (MayBeSame((int)clause.Tag.Value, tag)) return null;
            }
        }
        return null;
    }

    /// <summary>Two imports may be given the same tag.</summary>
    private bool MayBeSame(int left, int right) => left < _module.ImportCounts.Tags && right < _module.ImportCounts.Tags;

    private void ThrowToLabel(int tag, CatchClause clause, ControlFrame target)
    {
        FuncType signature = TagType(tag);
        _stack.SpillTop(signature.Parameters.Length);
        Expression[] payload = _stack.Pop(signature.Parameters.Length);
        Expression[] values = IsCatchAll(clause) ? [] : payload;
        if (clause.Kind is CatchKind.CatchRef or CatchKind.CatchAllRef) values = [.. values, new NewException(tag, signature, payload)];
        BranchTo(target, values);
        _skipped = 0;
    }
}
