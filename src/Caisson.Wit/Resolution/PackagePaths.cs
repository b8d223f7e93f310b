using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>Every place in a package that names another package.</summary>
internal static class PackagePaths
{
    /// <summary>The paths with a package, in the order of the text.</summary>
    public static IEnumerable<UsePathSyntax> Of(PackageSyntax package) =>
        from part in package.Parts
        from path in part.Uses.Select(use => use.Path)
            .Concat(part.Interfaces.SelectMany(item => item.Items).SelectMany(Of))
            .Concat(part.Worlds.SelectMany(item => item.Items).SelectMany(Of))
        where path.Package is not null
        select path;

    private static IEnumerable<UsePathSyntax> Of(ItemSyntax item) => item switch
    {
        UseSyntax use => [use.Path],
        IncludeSyntax include => [include.Path],
        ExternSyntax { Type: InterfaceReferenceSyntax reference } => [reference.Path],
        ExternSyntax { Type: InlineInterfaceSyntax inline } => inline.Items.SelectMany(Of),
        _ => [],
    };
}
