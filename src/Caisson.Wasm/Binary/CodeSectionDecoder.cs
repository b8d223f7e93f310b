using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>Function bodies: their locals, and where their instructions stand. spec: binary-codesec</summary>
internal static class CodeSectionDecoder
{
    public static void Decode(ref BinaryCursor section, ModuleBuilder builder)
    {
        int count = section.ReadLength(ImplementationLimits.Functions, "function bodies");
        builder.Code.Reserve(count);
        for (int i = 0; i < count; i++) builder.Code.Add(DecodeBody(ref section));
    }

    /// <summary>The bodies of a module that is valid.</summary>
    public static ImmutableArray<CodeBody> Decode(ModuleSyntax module)
    {
        BinaryCursor section = new(module.Bytes.Span, module.SectionAt(SectionId.Code));
        if (section.AtEnd) return [];
        var bodies = new CodeBody[section.ReadLength()];
        for (int i = 0; i < bodies.Length; i++) bodies[i] = DecodeBody(ref section);
        return bodies.Freeze();
    }

    private static CodeBody DecodeBody(ref BinaryCursor section)
    {
        int at = section.Position;
        ByteRange range = section.ReadRange();
        if (range.Length > ImplementationLimits.FunctionSize)
            BinaryErrors.TooMany("bytes in a function", (ulong)range.Length, ImplementationLimits.FunctionSize, at);
        BinaryCursor body = section.Within(range);
        ImmutableArray<LocalRun> locals = DecodeLocals(ref body);
        return new(locals, new(body.Position, body.Left)) { Start = range.Offset };
    }

    /// <summary>spec: binary-local</summary>
    private static ImmutableArray<LocalRun> DecodeLocals(ref BinaryCursor body)
    {
        int runs = body.ReadLength();
        if (runs == 0) return [];
        ItemList<LocalRun> locals = new(Math.Min(runs, body.Left / 2));
        ulong total = 0;
        for (int i = 0; i < runs; i++)
        {
            int at = body.Position;
            uint count = body.ReadU32();
            total += count;
            if (total > ImplementationLimits.Locals) BinaryErrors.TooMany("locals", total, ImplementationLimits.Locals, at);
            locals.Add(new(count, body.ReadValType()));
        }
        return locals.Take();
    }
}
