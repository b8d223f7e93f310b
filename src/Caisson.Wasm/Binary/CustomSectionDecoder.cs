using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>Custom sections: a name and bytes. spec: binary-customsec</summary>
internal static class CustomSectionDecoder
{
    public static void Decode(ref BinaryCursor section, ModuleBuilder builder, SectionId after)
    {
        string name = section.ReadName();
        builder.CustomSections.Add(new(name, new(section.Position, section.Left), after));
    }
}
