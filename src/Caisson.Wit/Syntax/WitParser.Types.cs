using System.Globalization;
using Caisson.Wit.Lexing;
using Caisson.Wit.Model;

namespace Caisson.Wit.Syntax;

/// <content>component-model: typedef-item, ty</content>
internal sealed partial class WitParser
{
    private int _depth;

    // component-model: typedef-item
    private TypeDefSyntax? TypeDef(AnnotationsSyntax annotations)
    {
        if (_tokens.TryTake("resource")) return Resource(annotations);
        if (_tokens.TryTake("type"))
        {
            NameSyntax name = _tokens.ExpectName("the name of a type");
            _tokens.Expect("=");
            TypeSyntax type = Type();
            _tokens.Expect(";");
            return new AliasSyntax(annotations, name, type);
        }

        if (_tokens.TryTake("record")) return Members(annotations, "record", () => NamedType("the name of a field"));
        if (_tokens.TryTake("variant")) return Members(annotations, "variant", Case);
        if (_tokens.TryTake("enum")) return Members(annotations, "enum", Name);
        return _tokens.TryTake("flags") ? Members(annotations, "flags", Name) : null;

        NamedTypeSyntax Name()
        {
            string? docs = _tokens.Next.Docs;
            return new NamedTypeSyntax(docs, MemberName("a name"), null);
        }
    }

    private MembersSyntax Members(AnnotationsSyntax annotations, string keyword, Func<NamedTypeSyntax> member)
    {
        NameSyntax name = _tokens.ExpectName($"the name of the {keyword}");
        return new MembersSyntax(annotations, name, keyword, _tokens.List("{", "}", member));
    }

    // component-model: variant-case
    private NamedTypeSyntax Case()
    {
        string? docs = _tokens.Next.Docs;
        NameSyntax name = MemberName("the name of a case");
        if (!_tokens.TryTake("(")) return new NamedTypeSyntax(docs, name, null);
        TypeSyntax type = Type();
        _tokens.Expect(")");
        return new NamedTypeSyntax(docs, name, type);
    }

    // component-model: ty
    private TypeSyntax Type()
    {
        Location here = _tokens.Here;
        if (++_depth > Limits.TypeDepth) throw SyntaxErrors.TypeTooDeep(here);
        TypeSyntax type = _tokens.Next.Kind == TokenKind.Id ? TypeName() : KeywordType(here);
        _depth--;
        return type;
    }

    private TypeNameSyntax TypeName()
    {
        NameSyntax name = _tokens.ExpectName("a type");
        return new TypeNameSyntax(name.Location, name.Text);
    }

    private TypeSyntax KeywordType(Location here)
    {
        if (_tokens.Next.Kind != TokenKind.Keyword) throw SyntaxErrors.Expected(here, "a type", _tokens.Next);
        Token token = _tokens.Take();
        if (WitPrimitive.Find(token.Text) is { } primitive) return new PrimitiveSyntax(here, primitive);
        return token.Text switch
        {
            "list" => List(here),
            "map" => Map(here),
            "option" => Generic(here, "option", 1),
            "tuple" => new GenericSyntax(here, "tuple", _tokens.List<TypeSyntax?>("<", ">", Type)),
            "result" => Result(here),
            "future" or "stream" => Element(here, token.Text),
            "borrow" or "own" => Handle(here, token.Text == "borrow"),
            _ => throw SyntaxErrors.Expected(here, "a type", token),
        };
    }

    private GenericSyntax Generic(Location here, string keyword, int count)
    {
        _tokens.Expect("<");
        List<TypeSyntax?> arguments = [Type()];
        while (arguments.Count < count)
        {
            _tokens.Expect(",");
            arguments.Add(Type());
        }

        _tokens.Expect(">");
        return new GenericSyntax(here, keyword, arguments);
    }

    // component-model: list
    private GenericSyntax List(Location here)
    {
        _tokens.Expect("<");
        TypeSyntax element = Type();
        uint? length = _tokens.TryTake(",") ? Length() : null;
        if (!_tokens.TryTake(">")) throw SyntaxErrors.Expected(_tokens.Here, length is null ? "`,` or `>`" : "`>`", _tokens.Next);
        return new GenericSyntax(here, "list", [element], length);
    }

    // component-model: uint
    private uint Length()
    {
        Location here = _tokens.Here;
        if (_tokens.Next.Kind != TokenKind.Integer) throw SyntaxErrors.Expected(here, "the length of the list", _tokens.Next);
        string text = _tokens.Take().Text;
        return text[0] != '0' && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint length)
            ? length
            : throw SyntaxErrors.BadLength(here, text);
    }

    // component-model: map
    private GenericSyntax Map(Location here)
    {
        GenericSyntax map = Generic(here, "map", 2);
        bool isKey = map.Arguments[0] is PrimitiveSyntax { Primitive.IsMapKey: true };
        return isKey ? map : throw SyntaxErrors.BadMapKey(map.Arguments[0]!.Location);
    }

    // component-model: result
    private GenericSyntax Result(Location here)
    {
        if (!_tokens.TryTake("<")) return new GenericSyntax(here, "result", [null, null]);
        TypeSyntax? ok = null, error = null;
        if (_tokens.TryTake("_"))
        {
            _tokens.Expect(",");
            error = Type();
        }
        else
        {
            ok = Type();
            if (_tokens.TryTake(",")) error = Type();
        }

        _tokens.Expect(">");
        return new GenericSyntax(here, "result", [ok, error]);
    }

    // component-model: future, stream
    private GenericSyntax Element(Location here, string keyword) =>
        _tokens.Next.Is("<") ? Generic(here, keyword, 1) : new GenericSyntax(here, keyword, [null]);

    // component-model: handle
    private HandleSyntax Handle(Location here, bool isBorrow)
    {
        _tokens.Expect("<");
        TypeNameSyntax resource = TypeName();
        _tokens.Expect(">");
        return new HandleSyntax(here, isBorrow, resource);
    }
}
