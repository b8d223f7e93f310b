using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>Which modules can have a pool, and whose instances can be reset.</summary>
internal static class Poolable
{
    /// <summary>Refuses a module whose instances would have state in common.</summary>
    /// <exception cref="ArgumentException">They would.</exception>
    public static void Check(Module module, Extern[] imports)
    {
        if (module.Layout.IsThreaded) throw RuntimeErrors.NotPoolable("it has a shared memory");
        foreach ((ImportType import, Extern external) in module.Imports.Zip(imports))
        {
            string? obstacle = external switch
            {
                Memory => "a memory",
                Table => "a table",
                Global { Type.Mutable: true } => "a variable",
                Function { Instance: not null } => "a function of another instance",
                _ => null,
            };
            if (obstacle is not null) throw RuntimeErrors.NotPoolable($"\"{import.Module}\" \"{import.Name}\" is {obstacle}, which would outlive an instance");
        }
    }

    /// <summary>
    /// Whether calls carry functions to the host, which may keep them: as arguments of its own functions, as results, in exceptions or objects.
    /// </summary>
    public static bool HandsOutFunctions(Module module)
    {
        ModuleSyntax syntax = module.Syntax;
        TypeIds types = module.TypeIds;
        return syntax.Imports.Where(import => import.Kind == ExternKind.Func).Any(import => HasFunction(types.SignatureOf(syntax.TypeIndexOf((int)import.Index)).Parameters))
            || syntax.Exports.Where(export => export.Kind == ExternKind.Func).Any(export => HasFunction(types.SignatureOf(syntax.TypeIndexOf((int)export.Index)).Results))
            || syntax.Tags.Any(tag => HasFunction(types.SignatureOf(tag.Type).Parameters))
            || syntax.Types.Any(type => type.Comp switch
            {
                StructType structure => structure.Fields.Any(IsFunction),
                ArrayType array => IsFunction(array.Element),
                _ => false,
            });

        bool IsFunction(FieldType field) => types.BoundaryOf(field.Type).IsFunction;

        static bool HasFunction(IEnumerable<BoundaryType> values) => values.Any(value => value.IsFunction);
    }
}
