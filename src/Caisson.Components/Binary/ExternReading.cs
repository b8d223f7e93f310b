using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Wasm.Binary;

namespace Caisson.Components.Binary;

/// <summary>Names and types of imports and exports. spec: nameattributes, externtype</summary>
internal static class ExternReading
{
    extension(ref BinaryCursor cursor)
    {
        /// <summary>spec: nameattributes</summary>
        public ExternName ReadExternName()
        {
            int at = cursor.Position;
            byte form = cursor.ReadByte();
            if (form > 2) ComponentErrors.LeadingByte<ExternName>(form, "component name", at);
            string name = cursor.ReadName();
            return new(name, form == 2 ? cursor.ReadAttributes() : []);
        }

        /// <summary>spec: externtype</summary>
        public ExternTypeSyntax ReadExternType()
        {
            Sort sort = cursor.ReadExternSort();
            return sort switch
            {
                Sort.Value => cursor.ReadValueBound(),
                Sort.Type => cursor.ReadTypeBound(),
                _ => new IndexedExternSyntax(sort, cursor.ReadU32()),
            };
        }

        /// <summary>The type that an export may be given. spec: externtype?</summary>
        public ExternTypeSyntax? ReadOptionalExternType()
        {
            int at = cursor.Position;
            byte present = cursor.ReadByte();
            return present switch
            {
                0 => null,
                1 => cursor.ReadExternType(),
                _ => ComponentErrors.LeadingByte<ExternTypeSyntax?>(present, "optional component export type", at),
            };
        }

        /// <summary>Each kind stands once. spec: attribute</summary>
        private ImmutableArray<NameAttribute> ReadAttributes()
        {
            int count = cursor.ReadCount(ComponentLimits.NameAttributes, "name options");
            ImmutableArray<NameAttribute>.Builder attributes = ImmutableArray.CreateBuilder<NameAttribute>(count);
            int seen = 0;
            while (attributes.Count < count)
            {
                int at = cursor.Position;
                byte kind = cursor.ReadByte();
                if (kind > 2) ComponentErrors.LeadingByte<NameAttribute>(kind, "name option", at);
                NameAttribute attribute = new((NameAttributeKind)kind, cursor.ReadName());
                if ((seen & (1 << kind)) != 0) ComponentErrors.DuplicateAttribute(attribute.Kind.Text, at);
                seen |= 1 << kind;
                attributes.Add(attribute);
            }
            return attributes.MoveToImmutable();
        }

        /// <summary>spec: typebound</summary>
        private ExternTypeSyntax ReadTypeBound()
        {
            int at = cursor.Position;
            byte code = cursor.ReadByte();
            return code switch
            {
                0 => new TypeEqSyntax(cursor.ReadU32()),
                1 => new SubResourceSyntax(),
                _ => ComponentErrors.LeadingByte<ExternTypeSyntax>(code, "type bound", at),
            };
        }

        /// <summary>spec: valuebound</summary>
        private ExternTypeSyntax ReadValueBound()
        {
            int at = cursor.Position;
            byte code = cursor.ReadByte();
            return code switch
            {
                0 => new ValueEqSyntax(cursor.ReadU32()),
                1 => new ValueTypeSyntax(cursor.ReadComponentValType()),
                _ => ComponentErrors.LeadingByte<ExternTypeSyntax>(code, "value bound", at),
            };
        }
    }
}
