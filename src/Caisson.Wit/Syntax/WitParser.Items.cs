using Caisson.Wit.Lexing;
using Caisson.Wit.Model;

namespace Caisson.Wit.Syntax;

/// <content>component-model: world-items, interface-items</content>
internal sealed partial class WitParser
{
    // component-model: interface-items
    private ItemSyntax InterfaceItem()
    {
        AnnotationsSyntax annotations = Annotations();
        if (_tokens.Next.Is("use")) return Use(annotations);
        if (TypeDef(annotations) is { } type) return type;
        if (_tokens.Next.Kind != TokenKind.Id && _tokens.Next.Kind != TokenKind.Keyword)
        {
            throw SyntaxErrors.Expected(_tokens.Here, "`use`, a type or a function", _tokens.Next);
        }

        NameSyntax name = _tokens.ExpectName("the name of a function");
        _tokens.Expect(":");
        FuncTypeSyntax function = FuncType();
        _tokens.Expect(";");
        return new FunctionSyntax(annotations, name, function);
    }

    // component-model: world-items
    private ItemSyntax WorldItem()
    {
        AnnotationsSyntax annotations = Annotations();
        if (_tokens.Next.Is("use")) return Use(annotations);
        if (_tokens.TryTake("import")) return Extern(annotations, isExport: false);
        if (_tokens.TryTake("export")) return Extern(annotations, isExport: true);
        if (_tokens.TryTake("include")) return Include(annotations);
        return TypeDef(annotations) ?? throw SyntaxErrors.Expected(_tokens.Here, "`import`, `export`, `include`, `use` or a type", _tokens.Next);
    }

    // component-model: use-item
    private UseSyntax Use(AnnotationsSyntax annotations)
    {
        if (annotations.ExternalId is not null) throw SyntaxErrors.MisplacedExternalId(annotations.Location);
        _tokens.Expect("use");
        UsePathSyntax path = UsePath();
        _tokens.Expect(".");
        List<UseNameSyntax> names = Names("a type", renamed: false);
        _tokens.Expect(";");
        return new UseSyntax(annotations, path, names);
    }

    // component-model: include-item
    private IncludeSyntax Include(AnnotationsSyntax annotations)
    {
        if (annotations.ExternalId is not null) throw SyntaxErrors.MisplacedExternalId(annotations.Location);
        UsePathSyntax path = UsePath();
        if (!_tokens.TryTake("with"))
        {
            _tokens.Expect(";");
            return new IncludeSyntax(annotations, path, []);
        }

        List<UseNameSyntax> renames = Names("an import or export", renamed: true);
        // The grammar has no semicolon behind the braces; its example has.
        _tokens.TryTake(";");
        return new IncludeSyntax(annotations, path, renames);
    }

    // component-model: use-names-list, include-names-list
    private List<UseNameSyntax> Names(string what, bool renamed)
    {
        Location here = _tokens.Here;
        List<UseNameSyntax> names = _tokens.List("{", "}", () =>
        {
            NameSyntax name = _tokens.ExpectName($"the name of {what}");
            if (renamed) _tokens.Expect("as");
            else if (!_tokens.TryTake("as")) return new UseNameSyntax(name, name);
            return new UseNameSyntax(name, _tokens.ExpectName("a name"));
        });
        return names.Count > 0 ? names : throw here.Error($"the braces are empty: name {what} in them");
    }

    // component-model: import-item, export-item
    private ExternSyntax Extern(AnnotationsSyntax annotations, bool isExport)
    {
        if (!IsNamedExtern())
        {
            UsePathSyntax path = UsePath();
            _tokens.Expect(";");
            return new ExternSyntax(annotations, isExport, null, new InterfaceReferenceSyntax(path));
        }

        NameSyntax name = _tokens.ExpectName("a name");
        _tokens.Expect(":");
        return new ExternSyntax(annotations, isExport, name, ExternType());
    }

    // `a:b` without spaces is one token, the beginning of a path; `a: b` gives b the name a.
    private bool IsNamedExtern()
    {
        (Token name, Token colon, Token next) = (_tokens.Next, _tokens.Peek(1), _tokens.Peek(2));
        return colon.Is(":") && !(next.Kind == TokenKind.Id && name.End == colon.Start && colon.End == next.Start);
    }

    // component-model: extern-type
    private ExternTypeSyntax ExternType()
    {
        if (_tokens.TryTake("interface")) return new InlineInterfaceSyntax(_tokens.Block(InterfaceItem));
        bool isFunction = _tokens.Next.Is("func") || _tokens.Next.Is("async");
        if (!isFunction && _tokens.Next.Kind != TokenKind.Id) throw SyntaxErrors.Expected(_tokens.Here, "`func`, `interface` or the name of an interface", _tokens.Next);
        ExternTypeSyntax type = isFunction ? new ExternFunctionSyntax(FuncType()) : new InterfaceReferenceSyntax(UsePath());
        _tokens.Expect(";");
        return type;
    }

    // component-model: func-type
    private FuncTypeSyntax FuncType()
    {
        Location here = _tokens.Here;
        bool isAsync = _tokens.TryTake("async");
        if (!_tokens.TryTake("func")) throw SyntaxErrors.Expected(_tokens.Here, isAsync ? "`func`" : "`func` or `async func`", _tokens.Next);
        List<NamedTypeSyntax> parameters = Parameters();
        TypeSyntax? result = _tokens.TryTake("->") ? Type() : null;
        return new FuncTypeSyntax(isAsync, parameters, result, here);
    }

    // component-model: param-list
    private List<NamedTypeSyntax> Parameters() => _tokens.List("(", ")", () => NamedType("the name of a parameter"));

    // component-model: named-type
    private NamedTypeSyntax NamedType(string what)
    {
        string? docs = _tokens.Next.Docs;
        NameSyntax name = MemberName(what);
        _tokens.Expect(":");
        return new NamedTypeSyntax(docs, name, Type());
    }

    private NameSyntax MemberName(string what)
    {
        if (_tokens.Next.Is("@")) throw SyntaxErrors.MisplacedAnnotation(_tokens.Here, "a member or parameter");
        return _tokens.ExpectName(what);
    }

    // component-model: resource-item
    private ResourceSyntax Resource(AnnotationsSyntax annotations)
    {
        NameSyntax name = _tokens.ExpectName("the name of a resource");
        if (_tokens.TryTake(";")) return new ResourceSyntax(annotations, name, []);
        bool hasConstructor = false;
        return new ResourceSyntax(annotations, name, _tokens.Block(() =>
        {
            ResourceFunctionSyntax function = ResourceFunction(name);
            if (function.Kind != WitFunctionKind.Constructor) return function;
            if (hasConstructor) throw SyntaxErrors.TwoConstructors(function.Type.Location);
            hasConstructor = true;
            return function;
        }));
    }

    // component-model: resource-method
    private ResourceFunctionSyntax ResourceFunction(NameSyntax resource)
    {
        AnnotationsSyntax annotations = Annotations();
        Location here = _tokens.Here;
        if (_tokens.Next.Is("async") && _tokens.Peek(1).Is("constructor")) throw SyntaxErrors.AsyncConstructor(here);
        if (_tokens.TryTake("constructor"))
        {
            List<NamedTypeSyntax> parameters = Parameters();
            var type = new FuncTypeSyntax(false, parameters, _tokens.TryTake("->") ? Type() : null, here);
            _tokens.Expect(";");
            return new ResourceFunctionSyntax(annotations, resource, WitFunctionKind.Constructor, type);
        }

        NameSyntax name = _tokens.ExpectName("`constructor` or the name of a function");
        _tokens.Expect(":");
        WitFunctionKind kind = _tokens.TryTake("static") ? WitFunctionKind.Static : WitFunctionKind.Method;
        FuncTypeSyntax function = FuncType();
        _tokens.Expect(";");
        return new ResourceFunctionSyntax(annotations, name, kind, function);
    }
}
