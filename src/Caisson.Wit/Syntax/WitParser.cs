using Caisson.Wit.Lexing;

namespace Caisson.Wit.Syntax;

/// <summary>
/// Tokens to syntax, one method a production. What it takes is the grammar; what names mean is the resolver's. One thread at a time.
/// component-model: wit-file
/// </summary>
internal sealed partial class WitParser
{
    private readonly WitSource _source;
    private readonly TokenReader _tokens;

    private WitParser(WitSource source)
    {
        _source = source;
        _tokens = new TokenReader(source);
    }

    /// <summary>Parses a file.</summary>
    /// <exception cref="WitException">It isn't WIT.</exception>
    public static FileSyntax Parse(WitSource source) => new WitParser(source).File();

    private FileSyntax File()
    {
        PackageDeclSyntax? package = null;
        var items = new ItemLists();
        List<NestedPackageSyntax> nested = [];
        while (_tokens.Next.Kind != TokenKind.End)
        {
            if (!_tokens.Next.Is("package"))
            {
                PackageItem(items);
                continue;
            }

            Location here = _tokens.Here;
            PackageDeclSyntax declared = PackageDecl();
            if (_tokens.Next.Is("{")) nested.Add(NestedPackage(declared));
            else if (package is not null || nested.Count > 0 || !items.IsEmpty) throw SyntaxErrors.PackageNotFirst(here);
            else
            {
                if (!_tokens.Next.Is(";")) throw SyntaxErrors.Expected(_tokens.Here, "`;` or `{`", _tokens.Next);
                _tokens.Take();
                package = declared;
            }
        }

        return new FileSyntax(_source, package, items.ToSyntax(), nested);
    }

    // component-model: package-decl
    private PackageDeclSyntax PackageDecl()
    {
        string? docs = _tokens.Take().Docs;
        Location here = _tokens.Here;
        NameSyntax @namespace = LowerCaseName("a namespace");
        _tokens.Expect(":");
        NameSyntax name = LowerCaseName("the name of a package");
        if (_tokens.Next.Is(":") || _tokens.Next.Is("/")) throw SyntaxErrors.NestedName(_tokens.Here);
        return new PackageDeclSyntax(new PackageName(@namespace.Text, name.Text, OptionalVersion()), here, docs);
    }

    // component-model: nested-package-definition
    private NestedPackageSyntax NestedPackage(PackageDeclSyntax declaration)
    {
        int start = _tokens.Next.Start;
        PackageItemsSyntax items = PackageItems();
        return new NestedPackageSyntax(declaration, items, _source.Text.Substring(start, _tokens.Previous.End - start));
    }

    private PackageItemsSyntax PackageItems()
    {
        var items = new ItemLists();
        _tokens.Expect("{");
        while (!_tokens.TryTake("}"))
        {
            if (_tokens.Next.Is("package")) throw SyntaxErrors.NestedPackageInPackage(_tokens.Here);
            PackageItem(items);
        }

        return items.ToSyntax();
    }

    // component-model: package-items
    private void PackageItem(ItemLists items)
    {
        AnnotationsSyntax annotations = Annotations();
        if (annotations.ExternalId is not null) throw SyntaxErrors.MisplacedExternalId(annotations.Location);
        if (_tokens.Next.Is("use"))
        {
            RejectAnnotations(annotations, "a `use` at the top of a file");
            items.Uses.Add(ToplevelUse());
        }
        else if (_tokens.TryTake("interface")) items.Interfaces.Add(new InterfaceSyntax(annotations, _tokens.ExpectName("the name of an interface"), _tokens.Block(InterfaceItem)));
        else if (_tokens.TryTake("world")) items.Worlds.Add(new WorldSyntax(annotations, _tokens.ExpectName("the name of a world"), _tokens.Block(WorldItem)));
        else throw SyntaxErrors.Expected(_tokens.Here, "`package`, `use`, `interface` or `world`", _tokens.Next);
    }

    // component-model: toplevel-use-item
    private ToplevelUseSyntax ToplevelUse()
    {
        _tokens.Expect("use");
        UsePathSyntax path = UsePath();
        NameSyntax name = _tokens.TryTake("as") ? _tokens.ExpectName("a name") : path.Name;
        _tokens.Expect(";");
        return new ToplevelUseSyntax(path, name);
    }

    // component-model: use-path
    private UsePathSyntax UsePath()
    {
        Location here = _tokens.Here;
        NameSyntax name = _tokens.ExpectName("the name of an interface or a package");
        if (!_tokens.TryTake(":")) return new UsePathSyntax(null, name, here);
        if (!Label.IsLowerCase(name.Text)) throw SyntaxErrors.UpperCasePackage(name.Location, name.Text);
        NameSyntax package = LowerCaseName("the name of a package");
        if (_tokens.Next.Is(":")) throw SyntaxErrors.NestedName(_tokens.Here);
        if (!_tokens.TryTake("/")) throw SyntaxErrors.PackageWithoutItem(here, $"{name.Text}:{package.Text}");
        NameSyntax item = _tokens.ExpectName("the name of an interface or a world");
        if (_tokens.Next.Is("/")) throw SyntaxErrors.NestedName(_tokens.Here);
        return new UsePathSyntax(new PackageName(name.Text, package.Text, OptionalVersion()), item, here);
    }

    private NameSyntax LowerCaseName(string what)
    {
        NameSyntax name = _tokens.ExpectName(what);
        return Label.IsLowerCase(name.Text) ? name : throw SyntaxErrors.UpperCasePackage(name.Location, name.Text);
    }

    private SemVersion? OptionalVersion() => _tokens.TryTake("@") ? _tokens.ExpectVersion() : null;

    private sealed class ItemLists
    {
        public List<ToplevelUseSyntax> Uses { get; } = [];

        public List<InterfaceSyntax> Interfaces { get; } = [];

        public List<WorldSyntax> Worlds { get; } = [];

        public bool IsEmpty => Uses.Count + Interfaces.Count + Worlds.Count == 0;

        public PackageItemsSyntax ToSyntax() => new(Uses, Interfaces, Worlds);
    }
}
