using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>Custom sections: a name and bytes. spec: binary-customsec</summary>
internal static class CustomSectionDecoder
{
    public static void Decode(ref BinaryCursor section, int length, ModuleBuilder builder, SectionId after)
    {
        int start = section.Position;
        string name = section.ReadName();
        int left = length - (section.Position - start);
        if (left < 0) BinaryErrors.UnexpectedEnd(start + length);
        builder.CustomSections.Add(new(name, new(section.Position, left), after));
        section.Skip(left);
    }
}
