using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Components.Composition;

/// <summary>Names of imports and exports. spec: nameattributes</summary>
internal static class ExternNameWriting
{
    /// <summary>Writes a name with its attributes.</summary>
    public static void ExternName(this ByteWriter target, ExternDecl declaration)
    {
        ImmutableArray<NameAttribute> attributes = declaration.Attributes;
        target.Byte(attributes.IsEmpty ? (byte)0 : (byte)2);
        target.Name(declaration.Name);
        if (attributes.IsEmpty) return;
        target.Unsigned((ulong)attributes.Length);
        foreach (NameAttribute attribute in attributes)
        {
            target.Byte((byte)attribute.Kind);
            target.Name(attribute.Value);
        }
    }
}
