using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

/// <summary>Types: recursion group by recursion group, each seeing itself and those before it. spec: valid-types</summary>
internal static class TypeValidator
{
    public static void Validate(ModuleContext context)
    {
        ModuleSyntax module = context.Module;
        CanonicalTypes canonical = new();
        int[] numbers = new int[module.Types.Length];
        context.Types = new(canonical, numbers);
        for (int start = 0; start < module.Types.Length;)
        {
            int end = start + (int)module.Types[start].RecGroupLength;
            context.VisibleTypes = end;
            for (int i = start; i < end; i++) CheckReferences(context, i, At(module, i));
            canonical.InternGroup(module.Types, start, numbers);
            for (int i = start; i < end; i++) CheckSuperType(context, i, At(module, i));
            start = end;
        }
    }

    private static Place At(ModuleSyntax module, int type) => new(module.OffsetOf(SectionId.Type, type));

    /// <summary>spec: valid-comptype</summary>
    private static void CheckReferences(ModuleContext context, int index, Place at)
    {
        SubType type = context.Module.Types[index];
        if (type.Super is { } super)
        {
            context.CompType(super.Value, at);
            // Before anything follows chains of supertypes: they must end.
            if (super.Value >= index) ValidationErrors.Invalid(at, $"forward use of type {super.Value} in sub type definition {index}");
        }
        switch (type.Comp)
        {
            case FuncType func:
                foreach (ValType parameter in func.Parameters) context.CheckValType(parameter, at);
                foreach (ValType result in func.Results) context.CheckValType(result, at);
                if (func.Results.Length > 1 && !context.Has(Features.MultiValue))
                    ValidationErrors.NeedsFeature(at, "invalid result arity: more than one result", Features.MultiValue);
                break;
            case StructType structure:
                foreach (FieldType field in structure.Fields) context.CheckValType(field.Type, at);
                break;
            case ArrayType array:
                context.CheckValType(array.Element.Type, at);
                break;
        }
    }

    /// <summary>spec: valid-subtype</summary>
    private static void CheckSuperType(ModuleContext context, int index, Place at)
    {
        SubType type = context.Module.Types[index];
        if (type.Super is not { } super) return;
        SubType superType = context.Module.Types[(int)super.Value];
        if (superType.Final) ValidationErrors.Invalid(at, $"sub type {index} has final super type {super.Value}");
        if (!context.Types.Matches(type.Comp, superType.Comp))
            ValidationErrors.Invalid(at, $"sub type {index} does not match super type {super.Value}");
        if (context.Types.Registry.Depth(context.Types.Canonical(new TypeIdx((uint)index))) > ImplementationLimits.SubtypingDepth)
            ValidationErrors.Invalid(at, $"sub type {index} has more than {ImplementationLimits.SubtypingDepth} super types");
    }
}
