using System.Collections.Immutable;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Types;

internal sealed partial class TypeParser
{
    /// <summary>Parses a type use that has no identifiers for its parameters. spec: text-typeuse</summary>
    public uint TypeUse()
    {
        uint? index = TryTypeReference();
        return Resolve(index, Signature(allowIds: false, locals: null));
    }

    /// <summary>Parses a type use and declares its parameters. spec: text-typeuse</summary>
    public uint TypeUse(IndexSpace locals)
    {
        uint? index = TryTypeReference();
        uint type = Resolve(index, Signature(allowIds: true, locals));
        if (locals.Count == 0 && scope.TypeTable.Find(type) is FuncType func) locals.Skip((uint)func.Parameters.Length);
        return type;
    }

    /// <summary>Parses a block type and writes it. spec: text-blocktype</summary>
    public void BlockType(ByteWriter target)
    {
        uint? index = TryTypeReference();
        FuncType inline = Signature(allowIds: false, locals: null);
        if (index is not null || inline.Parameters.Length > 0 || inline.Results.Length > 1) target.Signed(Resolve(index, inline));
        else if (inline.Results is [ValType result]) target.ValType(result);
        else target.Byte(0x40);
    }

    /// <summary>Parses parameters and results.</summary>
    /// <param name="allowIds">Whether parameters may have identifiers.</param>
    /// <param name="locals">Where to declare the parameters, if anywhere.</param>
    private FuncType Signature(bool allowIds, IndexSpace? locals)
    {
        ImmutableArray<ValType>.Builder parameters = ImmutableArray.CreateBuilder<ValType>();
        ImmutableArray<ValType>.Builder results = ImmutableArray.CreateBuilder<ValType>();
        while (reader.TryOpen("param")) Declaration(parameters, allowIds, locals);
        while (reader.TryOpen("result")) ValTypesToClose(results);
        if (reader.IsOpen("param")) throw reader.UnexpectedAfterOpen();
        return new FuncType(parameters.DrainToImmutable(), results.DrainToImmutable());
    }

    /// <summary>Parses the rest of a <c>param</c> or <c>local</c>: one with an identifier, or several without.</summary>
    public void Declaration(ImmutableArray<ValType>.Builder types, bool allowIds, IndexSpace? locals)
    {
        int before = types.Count;
        if (!allowIds || reader.Kind != TokenKind.Id)
        {
            ValTypesToClose(types);
            locals?.Skip((uint)(types.Count - before));
            return;
        }
        if (locals is null) reader.Next();
        else locals.Declare(reader);
        types.Add(ValType());
        reader.Close();
    }

    private uint? TryTypeReference()
    {
        if (!reader.TryOpen("type")) return null;
        uint index = scope.Types.Resolve(reader);
        reader.Close();
        return index;
    }

    private uint Resolve(uint? index, FuncType inline)
    {
        if (index is not { } given) return scope.TypeTable.FindOrAdd(inline);
        if (inline.Parameters.IsEmpty && inline.Results.IsEmpty) return given;
        return scope.TypeTable.Find(given) switch
        {
            null => throw reader.Error(TextErrors.UnknownType(given)),
            FuncType func when func.Equals(inline) => given,
            FuncType => throw reader.Error(TextErrors.InlineFunctionType),
            _ => throw reader.Error(TextErrors.NotAFunctionType),
        };
    }
}
