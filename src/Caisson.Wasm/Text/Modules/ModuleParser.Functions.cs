using System.Collections.Immutable;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Modules;

internal sealed partial class ModuleParser
{
    private readonly ByteWriter _body = new();

    /// <summary>spec: text-func</summary>
    private void Function()
    {
        int firstToken = _reader.Position;
        if (BeginDefinition(ExternKind.Func, out uint index)) return;
        IndexSpace locals = new("local");
        _writer[SectionId.Function].Item().Unsigned(_types.TypeUse(locals));
        _body.Truncate(0);
        WriteLocals(locals);
        _instructions.Body(_body, locals);
        _writer[SectionId.Code].Item().Vector(_body.Written);
        _names.AddFunction(index, locals, _instructions.Labels);
        AddBranchHints(index, firstToken);
        _reader.Close();
    }

    /// <summary>Locals of one type that follow each other become one run. spec: text-local, binary-local</summary>
    private void WriteLocals(IndexSpace locals)
    {
        ImmutableArray<ValType>.Builder declared = ImmutableArray.CreateBuilder<ValType>();
        while (_reader.TryOpen("local")) _types.Declaration(declared, allowIds: true, locals);
        List<(uint Count, ValType Type)> runs = [];
        foreach (ValType type in declared)
        {
            if (runs.Count > 0 && runs[^1].Type == type) runs[^1] = (runs[^1].Count + 1, type);
            else runs.Add((1, type));
        }
        _body.Unsigned((ulong)runs.Count);
        foreach ((uint count, ValType type) in runs)
        {
            _body.Unsigned(count);
            _body.ValType(type);
        }
    }

    /// <summary>spec: text-start</summary>
    private void Start()
    {
        if (_writer.Start is not null) throw _reader.Error(TextErrors.MultipleStarts);
        _writer.Start = _scope.Functions.Resolve(_reader);
        _reader.Close();
    }

    /// <summary>spec: text-tag</summary>
    private void Tag()
    {
        if (BeginDefinition(ExternKind.Tag, out _)) return;
        _types.TagType(_writer[SectionId.Tag].Item());
        _reader.Close();
    }

    /// <summary>spec: text-global</summary>
    private void Global()
    {
        if (BeginDefinition(ExternKind.Global, out _)) return;
        ByteWriter global = _writer[SectionId.Global].Item();
        global.GlobalType(_types.GlobalType());
        _instructions.Expression(global);
        _reader.Close();
    }
}
