using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Script;

internal sealed partial class ScriptParser
{
    private static bool IsField(ReadOnlySpan<char> keyword) => keyword
        is "type" or "rec" or "import" or "func" or "table" or "memory" or "global" or "tag" or "export" or "start" or "elem" or "data";

    /// <summary>The rest of a <c>module</c> form up to its closing parenthesis.</summary>
    private Directive ModuleForm(int line)
    {
        if (reader.TryKeyword("instance")) return new InstanceDirective(line, reader.TryId(), reader.TryId());
        return reader.TryKeyword("definition") ? new DefinitionDirective(line, Module()) : new ModuleDirective(line, Module());
    }

    private ScriptModule Module()
    {
        string? id = reader.TryId();
        if (reader.TryKeyword("binary")) return new BinaryModule(id, reader.ByteStrings());
        if (reader.TryKeyword("quote")) return new QuotedModule(id, reader.ByteStrings());
        return FieldsToClose(id);
    }

    /// <summary>Fields up to the closing parenthesis, which isn't taken. Annotations before the first one belong to them.</summary>
    private TextModule FieldsToClose(string? id)
    {
        int start = EndOfPrevious();
        while (reader.Kind == TokenKind.Open)
        {
            reader.Next();
            reader.SkipToClose();
        }
        if (reader.Kind != TokenKind.Close) throw reader.Unexpected();
        return new TextModule(id, source, start, reader.Current.Start);
    }

    /// <summary>A script may begin with the fields of a module without the module around them.</summary>
    private ModuleDirective BareModule(int line)
    {
        int start = reader.Current.Start;
        while (IsField(reader.OpenedKeyword))
        {
            reader.Next();
            reader.SkipToClose();
        }
        return new ModuleDirective(line, new TextModule(id: null, source, start, EndOfPrevious()));
    }

    private int EndOfPrevious()
    {
        Token previous = reader.Previous;
        return previous.Start + previous.Length;
    }
}
