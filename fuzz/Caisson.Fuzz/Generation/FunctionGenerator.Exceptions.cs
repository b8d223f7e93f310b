using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>Exceptions, both of the standard and legacy ones.</summary>
internal sealed partial class FunctionGenerator
{
    private static readonly ValType ExnRef = ValType.Ref(true, HeapType.Exn);

    /// <summary>A block that a handler branches to, and in it a block that is guarded.</summary>
    private void TryTable(ValType[] parameters, ValType[] results)
    {
        int tag = _chance.Below(_shape.Tags.Length);
        (string caught, ValType[] carried) = _chance.Below(4) switch
        {
            0 => ($"(catch {tag} 0)", [.. _shape.Tags[tag].Signature.Parameters]),
            1 => ($"(catch_ref {tag} 0)", [.. _shape.Tags[tag].Signature.Parameters, ExnRef]),
            2 => ("(catch_all 0)", Array.Empty<ValType>()),
            _ => ("(catch_all_ref 0)", [ExnRef]),
        };
        List<string> clauses = [caught];
        Open("block", FrameKind.Block, parameters, carried);
        AddClauses(clauses);
        Open("try_table", FrameKind.Block, parameters, results, $" {string.Join(' ', clauses)}");
        Walk();
        if (_chance.OneIn(2)) MaybeThrow();
        CloseAndEnd();
        CloseAndEnd();
    }

    /// <summary>Handlers that go to labels further out, before or behind the one that is there.</summary>
    private void AddClauses(List<string> clauses)
    {
        for (int i = _chance.Below(3); i > 0; i--)
        {
            int tag = _chance.Below(_shape.Tags.Length);
            FuncType signature = _shape.Tags[tag].Signature;
            int plain = Find(_frames.Count, depth => Fits([.. signature.Parameters], depth));
            int withReference = Find(_frames.Count, depth => Fits([.. signature.Parameters, ExnRef], depth));
            int all = Find(_frames.Count, depth => Fits([], depth));
            if (plain >= 0) Insert($"(catch {tag} {plain})");
            if (withReference >= 0) Insert($"(catch_ref {tag} {withReference})");
            if (all >= 0 && _chance.OneIn(3)) Insert($"(catch_all {all})");
        }

        void Insert(string clause) => clauses.Insert(_chance.Below(clauses.Count + 1), clause);
    }

    private bool Fits(ReadOnlySpan<ValType> values, int depth)
    {
        ValType[] label = LabelTypes(depth);
        if (label.Length != values.Length) return false;
        for (int i = 0; i < label.Length; i++)
            if (!_shape.Types.Matches(values[i], label[i])) return false;
        return true;
    }

    private void MaybeThrow()
    {
        if (Innermost.IsUnreachable) return;
        Push(ValType.I32, 1);
        Pop(1);
        Open("if", FrameKind.Block, [], []);
        Throw();
        Leave();
        CloseAndEnd();
    }

    /// <summary>Throws a new exception or one again.</summary>
    private void Throw()
    {
        if (_shape.Types.HasExceptions && _chance.OneIn(4))
        {
            Push(ExnRef, 1);
            Emit("throw_ref");
            return;
        }
        int handler = Find(_frames.Count, depth => _frames[^(depth + 1)].Kind == FrameKind.Catch);
        if (handler >= 0 && _chance.OneIn(2))
        {
            Emit($"rethrow {handler}");
            return;
        }
        int tag = _chance.Below(_shape.Tags.Length);
        Require(_shape.Tags[tag].Signature.Parameters.AsSpan());
        Emit($"throw {tag}");
    }

    private void Try(ValType[] parameters, ValType[] results)
    {
        Open("try", FrameKind.Try, parameters, results);
        Walk();
        if (_chance.OneIn(2)) MaybeThrow();
        Close();
        if (_chance.OneIn(4))
        {
            Delegate();
            return;
        }
        for (int i = _chance.Between(0, 2); i > 0; i--)
        {
            int tag = _chance.Below(_shape.Tags.Length);
            Handle($"catch {tag}", _shape.Tags[tag].Signature.Parameters.AsSpan());
        }
        if (_chance.OneIn(2)) Handle("catch_all", []);
        OpenFrame frame = Innermost;
        _frames.RemoveAt(_frames.Count - 1);
        _stack.RemoveRange(frame.Height, _stack.Count - frame.Height);
        _stack.AddRange(frame.Results);
        Emit("end");
    }

    private void Handle(string mnemonic, ReadOnlySpan<ValType> payload)
    {
        NextPart(mnemonic, payload);
        Innermost.Kind = FrameKind.Catch;
        Walk();
        Close();
    }

    /// <summary>Ends a try whose exceptions go to an outer one, or to the caller.</summary>
    private void Delegate()
    {
        OpenFrame frame = Innermost;
        _frames.RemoveAt(_frames.Count - 1);
        _stack.RemoveRange(frame.Height, _stack.Count - frame.Height);
        _stack.AddRange(frame.Results);
        Emit($"delegate {_chance.Below(_frames.Count)}");
    }
}
