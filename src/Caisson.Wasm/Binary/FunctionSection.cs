using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>Which types functions have. In a valid module, whose code was made before, that is read where somebody asks. spec: binary-funcsec</summary>
internal static class FunctionSection
{
    public static void Decode(ref BinaryCursor section, ModuleBuilder builder)
    {
        int count = DefinitionDecoder.ReadCount(ref section, builder.Functions.Count, ImplementationLimits.Functions, "functions");
        builder.Functions.Reserve(builder.Functions.Count + count);
        for (int i = 0; i < count; i++)
        {
            builder.MarkItem(SectionId.Function, section.Position);
            builder.Functions.Add(new(section.ReadU32()));
        }
    }

    /// <summary>All of a valid module, imports first.</summary>
    public static ImmutableArray<TypeIdx> Decode(ModuleSyntax module)
    {
        int imported = module.ImportedFunctions.Length;
        var functions = new TypeIdx[Count(module)];
        module.ImportedFunctions.CopyTo(functions);
        BinaryCursor section = new(module.Bytes.Span, module.SectionAt(SectionId.Function));
        if (functions.Length > imported) section.ReadLength();
        for (int i = imported; i < functions.Length; i++) functions[i] = new(section.ReadU32());
        return functions.Freeze();
    }

    /// <summary>How many functions a valid module has, imports included.</summary>
    public static int Count(ModuleSyntax module)
    {
        BinaryCursor section = new(module.Bytes.Span, module.SectionAt(SectionId.Function));
        return module.ImportedFunctions.Length + (section.AtEnd ? 0 : section.ReadLength());
    }

    /// <summary>The type of one function of a valid module; null where nothing but reading all tells: where an index takes more than one byte.</summary>
    public static TypeIdx? TryRead(ModuleSyntax module, int function)
    {
        int imported = module.ImportedFunctions.Length;
        if (function < imported) return module.ImportedFunctions[function];
        BinaryCursor section = new(module.Bytes.Span, module.SectionAt(SectionId.Function));
        if (section.AtEnd || section.ReadLength() != section.Left || function - imported >= section.Left) return null;
        section.Skip(function - imported);
        return new(section.ReadU32());
    }
}
