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
            case "type": _scope.Types.Declare(_reader); break;
            case "rec": DeclareGroup(); break;
            case "import": DeclareImport(); break;
            case "func": _scope.Functions.Declare(_reader); break;
            case "table": _scope.Tables.Declare(_reader); DeclareInline("elem", _scope.Elems); break;
            case "memory": _scope.Memories.Declare(_reader); DeclareInline("data", _scope.Datas); break;
            case "global": _scope.Globals.Declare(_reader); break;
            case "tag": _scope.Tags.Declare(_reader); break;
            case "elem": _scope.Elems.Declare(_reader); break;
            case "data": _scope.Datas.Declare(_reader); break;
            case "export" or "start": break;
            default:
                _reader.Position--;
                throw _reader.Unexpected();
        }
        _reader.SkipToClose();
    }

    private void DeclareGroup()
    {
        while (_reader.TryOpen("type"))
        {
            _scope.Types.Declare(_reader);
            _reader.SkipToClose();
        }
    }

    private void DeclareImport()
    {
        _reader.Name();
        _reader.Name();
        _scope[_types.OpenExternKind()].Declare(_reader);
        _reader.SkipToClose();
    }

    /// <summary>A segment written inside a table or memory has an index, too. Leaves the reader where it was.</summary>
    private void DeclareInline(string keyword, IndexSpace segments)
    {
        int start = _reader.Position;
        while (_reader.Kind is not (TokenKind.Close or TokenKind.End))
        {
            if (_reader.IsOpen(keyword)) segments.Skip();
            if (_reader.Next().Kind == TokenKind.Open) _reader.SkipToClose();
        }
        _reader.Position = start;
    }
}
