using System.Collections.Immutable;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Modules;

internal sealed partial class ModuleParser
{
    private readonly ByteWriter body = new();

    private static IndexSpace NewLocals() => new("local");

    /// <summary>spec: text-func</summary>
    private void Function()
    {
        int firstToken = reader.Position;
        if (BeginDefinition(ExternKind.Func, out uint index)) return;
        IndexSpace locals = NewLocals();
        writer[SectionId.Function].Item().Unsigned(types.TypeUse(locals));
        body.Truncate(0);
        WriteLocals(locals);
        instructions.Body(body, locals);
        writer[SectionId.Code].Item().Vector(body.Written);
        names.AddFunction(index, locals, instructions.Labels);
        AddBranchHints(index, firstToken);
        reader.Close();
    }

    /// <summary>Locals of one type that follow each other become one run. spec: text-local, binary-local</summary>
    private void WriteLocals(IndexSpace locals)
    {
        ImmutableArray<ValType>.Builder declared = ImmutableArray.CreateBuilder<ValType>();
        while (reader.TryOpen("local")) types.Declaration(declared, allowIds: true, locals);
        List<(uint Count, ValType Type)> runs = [];
        foreach (ValType type in declared)
        {
            if (runs.Count > 0 && runs[^1].Type == type) runs[^1] = (runs[^1].Count + 1, type);
            else runs.Add((1, type));
        }
        body.Unsigned((ulong)runs.Count);
        foreach ((uint count, ValType type) in runs)
        {
            body.Unsigned(count);
            body.ValType(type);
        }
    }

    /// <summary>spec: text-start</summary>
    private void Start()
    {
        if (writer.Start is not null) throw reader.Error(TextErrors.MultipleStarts);
        writer.Start = scope.Functions.Resolve(reader);
        reader.Close();
    }

    /// <summary>spec: text-tag</summary>
    private void Tag()
    {
        if (BeginDefinition(ExternKind.Tag, out _)) return;
        TagType(writer[SectionId.Tag].Item());
        reader.Close();
    }

    private void TagType(ByteWriter target)
    {
        target.Byte(0);
        target.Unsigned(types.TypeUse(NewLocals()));
    }

    /// <summary>spec: text-global</summary>
    private void Global()
    {
        if (BeginDefinition(ExternKind.Global, out _)) return;
        ByteWriter global = writer[SectionId.Global].Item();
        global.GlobalType(types.GlobalType());
        instructions.Expression(global);
        reader.Close();
    }
}
