using Caisson.Components.Syntax;

namespace Caisson.Components.Text.Print;

/// <summary>The index space that an import or export adds to.</summary>
internal static class ExternSorts
{
    extension(ExternTypeSyntax type)
    {
        public Sort Sort => type switch
        {
            IndexedExternSyntax indexed => indexed.Sort,
            TypeEqSyntax or SubResourceSyntax => Sort.Type,
            _ => Sort.Value,
        };
    }
}
