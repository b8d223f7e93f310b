using Caisson.Cli.Output;
using Caisson.Components.Linking;
using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Cli.Running;

/// <summary>Instances that a component imports and <c>--stub</c> names: their functions do nothing and return zero, nothing, or what comes nearest.</summary>
internal static class ComponentStubs
{
    /// <summary>Defines them.</summary>
    /// <exception cref="Failure">A function returns what can't be made up: a resource, a stream, a future.</exception>
    public static void AddTo(ComponentLinker linker, ComponentType component, IReadOnlyCollection<string> stubs)
    {
        foreach (ExternDecl import in component.Imports.Where(import => stubs.Contains(import.Name)))
        {
            if (import.Type is ComponentFuncType function) Define(linker, import.Name, function);
            if (import.Type is not InstanceType instance) continue;
            foreach (ExternDecl export in instance.Exports)
            {
                if (export.Type is ComponentFuncType member) Define(linker.DefineInstance(import.Name), export.Name, member);
            }
        }
    }

    private static void Define(ComponentLinkerInstance instance, string name, ComponentFuncType type)
    {
        ComponentValue result = type.Result is null ? default : Zero(type.Result) ?? throw new Failure(ExitCode.Failed, $"`{name}` can't be stubbed: it returns {type.Result}");
        _ = instance.DefineFunction(name, (_, _) => result);
    }

    private static ComponentValue? Zero(ComponentValType type) => type switch
    {
        PrimType { Kind: PrimKind.ErrorContext } => default(ComponentValue?),
        PrimType { Kind: PrimKind.String } => ComponentValue.String(""),
        PrimType { Kind: PrimKind.Bool } => ComponentValue.Bool(false),
        PrimType { Kind: PrimKind.Char } => ComponentValue.Char(default),
        PrimType => Wave.Parse("0", type),
        ListType { Length: null } or MapType => ComponentValue.List().ConvertTo(type),
        OptionType => ComponentValue.None,
        ResultType { Ok: null } => ComponentValue.Ok(),
        ResultType { Ok: { } ok } => Zero(ok) is { } value ? ComponentValue.Ok(value) : default(ComponentValue?),
        FlagsType => ComponentValue.Flags(),
        EnumType names => ComponentValue.Enum(names.Labels[0]),
        TupleType tuple => All(tuple.Elements, values => ComponentValue.Tuple(values)),
        RecordType record => All(record.Fields.Select(field => field.Type), values => ComponentValue.Record([.. record.Fields.Select((field, i) => (field.Label, values[i]))])),
        VariantType variant when variant.Cases[0] is { Type: null, Label: var label } => ComponentValue.Variant(label),
        _ => default(ComponentValue?),
    };

    private static ComponentValue? All(IEnumerable<ComponentValType> types, Func<ComponentValue[], ComponentValue> make)
    {
        ComponentValue?[] values = [.. types.Select(Zero)];
        return values.All(value => value is not null) ? make([.. values.Select(value => value!.Value)]) : default(ComponentValue?);
    }
}
