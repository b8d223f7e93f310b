using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Modules;

/// <summary>The annotation <c>(@custom "name" (before type)? "content"*)</c>. spec: text-customannot</summary>
/// <param name="Name">Name of the section.</param>
/// <param name="Placement">Where it goes.</param>
/// <param name="Content">Its content.</param>
internal sealed record CustomAnnotation(string Name, CustomPlacement Placement, byte[] Content)
{
    /// <summary>The id of the annotation.</summary>
    public const string Id = "custom";

    /// <summary>Parses the content of an annotation.</summary>
    /// <exception cref="MalformedException">It has no such form.</exception>
    public static CustomAnnotation Parse(TokenReader module, Annotation annotation)
    {
        TokenReader reader = module.Inside(annotation);
        if (reader.Kind != TokenKind.String) throw Error(reader, "missing section name");
        byte[] name = reader.Bytes();
        if (!System.Text.Unicode.Utf8.IsValid(name)) throw Error(reader, TextErrors.MalformedUtf8);
        CustomPlacement placement = reader.Kind == TokenKind.Open ? ParsePlacement(reader) : CustomPlacement.Last;
        byte[] content = reader.ByteStrings();
        if (reader.Kind != TokenKind.End) throw Error(reader, "unexpected token");
        return new CustomAnnotation(System.Text.Encoding.UTF8.GetString(name), placement, content);
    }

    private static CustomPlacement ParsePlacement(TokenReader reader)
    {
        bool isBefore = reader.TryOpen("before");
        if (!isBefore && !reader.TryOpen("after")) throw Error(reader, "malformed placement");
        CustomPlacement placement = reader.Text switch
        {
            "first" when isBefore => CustomPlacement.First,
            "last" when !isBefore => CustomPlacement.Last,
            "type" => At(SectionId.Type),
            "import" => At(SectionId.Import),
            "func" => At(SectionId.Function),
            "table" => At(SectionId.Table),
            "memory" => At(SectionId.Memory),
            "tag" => At(SectionId.Tag),
            "global" => At(SectionId.Global),
            "export" => At(SectionId.Export),
            "start" => At(SectionId.Start),
            "elem" => At(SectionId.Element),
            "datacount" => At(SectionId.DataCount),
            "code" => At(SectionId.Code),
            "data" => At(SectionId.Data),
            _ => throw Error(reader, "malformed section kind"),
        };
        reader.Next();
        if (reader.Kind != TokenKind.Close) throw Error(reader, "unexpected token");
        reader.Close();
        return placement;

        CustomPlacement At(SectionId id) => isBefore ? CustomPlacement.Before(id) : CustomPlacement.After(id);
    }

    private static MalformedException Error(TokenReader reader, string message) => reader.Error(TextErrors.InAnnotation(Id, message));
}
