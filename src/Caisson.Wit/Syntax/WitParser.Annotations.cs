using Caisson.Wit.Lexing;

namespace Caisson.Wit.Syntax;

/// <content>component-model: gate, external-id</content>
internal sealed partial class WitParser
{
    private AnnotationsSyntax Annotations()
    {
        Location start = _tokens.Here;
        string? docs = _tokens.Next.Docs;
        SinceSyntax? since = null, deprecated = null;
        NameSyntax? unstable = null;
        string? externalId = null;
        while (_tokens.TryTake("@"))
        {
            NameSyntax name = _tokens.ExpectName("the name of an annotation");
            bool isRepeated = name.Text switch
            {
                "since" => since is not null,
                "unstable" => unstable is not null,
                "deprecated" => deprecated is not null,
                "external-id" => externalId is not null,
                _ => throw SyntaxErrors.UnknownAnnotation(name.Location, name.Text),
            };
            if (isRepeated) throw SyntaxErrors.RepeatedAnnotation(name.Location, name.Text);
            _tokens.Expect("(");
            if (name.Text == "since") since = VersionField();
            else if (name.Text == "deprecated") deprecated = VersionField();
            else if (name.Text == "unstable") unstable = FeatureField();
            else externalId = TextLiteral();
            _tokens.Expect(")");
            if (_tokens.Next.Docs is { } more) docs = docs is null ? more : docs + "\n" + more;
        }

        if (since is not null && unstable is not null) throw SyntaxErrors.SinceAndUnstable(start);
        if (deprecated is not null && since is null && unstable is null) throw SyntaxErrors.DeprecatedAlone(start);
        return new AnnotationsSyntax(docs, since, unstable, deprecated, externalId, start);
    }

    private SinceSyntax VersionField()
    {
        _tokens.ExpectWord("version");
        _tokens.Expect("=");
        Location here = _tokens.Here;
        return new SinceSyntax(_tokens.ExpectVersion(), here);
    }

    private NameSyntax FeatureField()
    {
        _tokens.ExpectWord("feature");
        _tokens.Expect("=");
        return _tokens.ExpectName("the name of a feature");
    }

    private string TextLiteral() =>
        _tokens.Next.Kind == TokenKind.Text ? _tokens.Take().Text : throw SyntaxErrors.Expected(_tokens.Here, "a string", _tokens.Next);

    private static void RejectAnnotations(AnnotationsSyntax annotations, string what)
    {
        bool any = annotations.Since is not null || annotations.Unstable is not null || annotations.ExternalId is not null;
        if (any) throw SyntaxErrors.MisplacedAnnotation(annotations.Location, what);
    }
}
