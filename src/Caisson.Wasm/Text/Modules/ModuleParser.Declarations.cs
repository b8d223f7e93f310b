using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Modules;

// Step 1: gives every definition its index. Contents are skipped.
internal sealed partial class ModuleParser
{
    private void Declare(ReadOnlySpan<char> keyword)
    {
        switch (keyword)
        {
            case "type": scope.Types.Declare(reader); break;
            case "rec": DeclareGroup(); break;
            case "import": DeclareImport(); break;
            case "func": scope.Functions.Declare(reader); break;
            case "table": scope.Tables.Declare(reader); DeclareInline("elem", scope.Elems); break;
            case "memory": scope.Memories.Declare(reader); DeclareInline("data", scope.Datas); break;
            case "global": scope.Globals.Declare(reader); break;
            case "tag": scope.Tags.Declare(reader); break;
            case "elem": scope.Elems.Declare(reader); break;
            case "data": scope.Datas.Declare(reader); break;
            case "export" or "start": break;
            default:
                reader.Position--;
                throw reader.Unexpected();
        }
        reader.SkipToClose();
    }

    private void DeclareGroup()
    {
        while (reader.TryOpen("type"))
        {
            scope.Types.Declare(reader);
            reader.SkipToClose();
        }
    }

    private void DeclareImport()
    {
        reader.Name();
        reader.Name();
        scope[OpenExternKind()].Declare(reader);
        reader.SkipToClose();
    }

    /// <summary>A segment written inside a table or memory has an index, too. Leaves the reader where it was.</summary>
    private void DeclareInline(string keyword, IndexSpace segments)
    {
        int start = reader.Position;
        while (reader.Kind is not (TokenKind.Close or TokenKind.End))
        {
            if (reader.IsOpen(keyword)) segments.Skip();
            if (reader.Next().Kind == TokenKind.Open) reader.SkipToClose();
        }
        reader.Position = start;
    }

    /// <summary>Takes the opening of <c>(func</c>, <c>(table</c>, <c>(memory</c>, <c>(global</c> or <c>(tag</c>.</summary>
    private ExternKind OpenExternKind()
    {
        ExternKind kind = reader.OpenedKeyword switch
        {
            "func" => ExternKind.Func,
            "table" => ExternKind.Table,
            "memory" => ExternKind.Mem,
            "global" => ExternKind.Global,
            "tag" => ExternKind.Tag,
            _ => throw reader.UnexpectedAfterOpen(),
        };
        reader.Position += 2;
        return kind;
    }
}
