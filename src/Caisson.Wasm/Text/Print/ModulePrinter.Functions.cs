using System.Collections.Immutable;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

// Functions and expressions.
internal sealed partial class ModulePrinter
{
    /// <summary>spec: text-func</summary>
    private void Functions()
    {
        long locals = 0;
        for (int i = 0; i < _module.Code.Length; i++)
        {
            CodeBody body = _module.Code[i];
            // The text format has no runs of locals, so that a few bytes could ask for any amount of text.
            locals += body.Locals.Sum(run => (long)run.Count);
            if (locals > ImplementationLimits.PrintedLocals)
                BinaryErrors.TooMany("locals in all functions to print", (ulong)locals, ImplementationLimits.PrintedLocals, body.Start);
            Function((uint)(_module.ImportCounts.Functions + i), body);
        }
    }

    private void Function(uint index, CodeBody body)
    {
        TypeIdx type = _module.Functions[(int)index];
        FuncType? func = _types.TryFunc(type);
        int parameters = func?.Parameters.Length ?? 0;
        Identifiers locals = _names.Locals(index, parameters + body.Locals.Sum(run => (long)run.Count));
        Begin("func", _names.Functions, index);
        _types.TypeUse(type, locals);
        _output.Depth++;
        Locals(body.Locals, (uint)parameters, locals);
        Body(index, body, func, locals);
        _output.Depth--;
        _output.Line();
        End();
    }

    /// <summary>spec: text-local</summary>
    private void Locals(ImmutableArray<LocalRun> runs, uint index, Identifiers ids)
    {
        if (!runs.Any(run => run.Count > 0)) return;
        _output.LineWithoutSpace();
        Declarations declarations = new(_output, _types, "local", ids);
        foreach (LocalRun run in runs)
        {
            for (uint i = 0; i < run.Count; i++) declarations.Add(index++, run.Type);
        }
        declarations.End();
    }

    private void Body(uint index, CodeBody body, FuncType? func, Identifiers locals)
    {
        ReadOnlySpan<BranchHint> hints = _module.BranchHints.IsComplete ? _module.BranchHints.Of(new(index)) : [];
        _text.Locals = locals;
        _text.Labels.Begin(_names.Labels(index));
        if (!_options.Fold)
        {
            _flat.Write(body.Instructions, hints);
            return;
        }
        Dictionary<int, BranchHint>? byOffset = hints.IsEmpty ? null : hints.ToArray().ToDictionary(hint => hint.Offset);
        _folded.Read(body.Instructions, func);
        _folded.Write(byOffset);
    }

    /// <summary>Writes a constant expression on the line: folded if it is one instruction, else inside a form, if there is one.</summary>
    /// <param name="range">The expression.</param>
    /// <param name="keyword">The form that may be left out around one folded instruction.</param>
    private void Expression(ByteRange range, string? keyword)
    {
        _text.Locals = Identifiers.None;
        _text.Labels.Begin([]);
        bool wasInline = _output.IsInline;
        _output.IsInline = true;
        bool fold = _options.Fold || IsSingle(range);
        if (fold) _folded.Read(range, function: null);
        bool wrap = keyword is not null && !(fold && _folded.Count == 1);
        if (wrap) _output.Write($" ({keyword}");
        if (fold) _folded.Write();
        else _flat.Write(range);
        if (wrap) _output.Write(')');
        _output.IsInline = wasInline;
    }

    /// <summary>Whether an expression is one instruction, other than a block, and its <c>end</c>.</summary>
    private bool IsSingle(ByteRange range)
    {
        InstructionReader reader = new(_module.Bytes.Span, range);
        Instruction instruction = default;
        return reader.Read(ref instruction)
            && instruction.Opcode != Opcode.End
            && instruction.Opcode.Immediates is not (ImmediateKind.BlockType or ImmediateKind.BlockTypeCatches)
            && reader.Position == range.End - 1;
    }
}
