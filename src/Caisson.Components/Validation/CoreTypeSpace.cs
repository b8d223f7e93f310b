using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Validation;

/// <summary>A core type: of a module, or one of core WebAssembly with its canonical number, whose references are such numbers, too.</summary>
/// <param name="Module">The type of a module; null for others.</param>
/// <param name="Sub">Another type; null for that of a module.</param>
/// <param name="Number">Its canonical number.</param>
internal sealed record CoreTypeEntry(CoreModuleType? Module, SubType? Sub, int Number);

/// <summary>An index space of core types. spec: core:type</summary>
internal sealed class CoreTypeSpace(ValidationContext context)
{
    private readonly List<CoreTypeEntry> _entries = [];

    public CoreTypeEntry At(uint index, int at) =>
        index < (uint)_entries.Count
            ? _entries[(int)index]
            : ComponentValidationErrors.OutOfBounds<CoreTypeEntry>(at, "type", "type", index);

    public void Add(CoreTypeEntry entry, int at)
    {
        if (_entries.Count >= ComponentLimits.Types) ComponentValidationErrors.TooMany(at, "types", ComponentLimits.Types);
        _entries.Add(entry);
    }

    /// <summary>A function type by its index.</summary>
    public CoreFunc Func(uint index, int at)
    {
        CoreTypeEntry entry = SubAt(index, at);
        return entry.Sub!.Comp is FuncType func
            ? new(func, entry.Number)
            : ComponentValidationErrors.Invalid<CoreFunc>(at, $"type index {index} is not a function type");
    }

    /// <summary>A value type whose reference is the canonical number in place of the index.</summary>
    public ValType Canonical(ValType type, int at) => CoreTypeMapping.Map(type, index => SubAt((uint)index, at).Number);

    /// <summary>Adds types that may refer to each other and to earlier ones. spec: valid-types</summary>
    public void Add(CoreRecTypeSyntax group, int at)
    {
        if (group.Types.IsEmpty) return;
        // The registry wants the types of a module. Those that the group refers to are all that it needs to know of this space.
        int start = _entries.Count;
        List<CoreTypeEntry> earlier = [];
        Dictionary<int, int> places = [];
        SubType[] own = [.. group.Types.Select(type => Collect(type))];
        int first = earlier.Count;
        int[] numbers = [.. earlier.Select(entry => entry.Number), .. new int[own.Length]];
        for (int i = 0; i < own.Length; i++) own[i] = Rebase(own[i]);
        context.CoreTypes.InternGroup([.. earlier.Select(entry => entry.Sub!), .. own], first, numbers);
        for (int i = 0; i < own.Length; i++)
        {
            SubType canonical = own[i] with { Comp = CoreTypeMapping.Map(own[i].Comp, place => numbers[place]) };
            earlier.Add(new(null, canonical, numbers[first + i]));
            CheckSuper(canonical, earlier, start + i, at);
            Add(earlier[^1], at);
        }

        // Gives each type outside of the group a negative place.
        SubType Collect(SubType type) => type with { Comp = CoreTypeMapping.Map(type.Comp, Place), Super = type.Super is { } super ? Check(super) : null };

        TypeIdx Check(TypeIdx super)
        {
            Place((int)super.Value);
            return super;
        }

        int Place(int index)
        {
            if (index >= start && index < start + group.Types.Length) return index;
            if (!places.ContainsKey(index))
            {
                places.Add(index, earlier.Count);
                earlier.Add(SubAt((uint)index, at));
            }
            return index;
        }

        SubType Rebase(SubType type) => type with
        {
            Comp = CoreTypeMapping.Map(type.Comp, Rebased),
            Super = type.Super is { } super ? new((uint)Rebased((int)super.Value)) : null,
            RecGroupStart = new((uint)first),
            RecGroupLength = (uint)group.Types.Length,
        };

        int Rebased(int index) => index >= start && index < start + group.Types.Length ? first + index - start : places[index];
    }

    /// <summary>spec: valid-subtype</summary>
    private void CheckSuper(SubType type, List<CoreTypeEntry> known, int index, int at)
    {
        if (type.Super is not { } super) return;
        if (super.Value >= known.Count - 1) ComponentValidationErrors.Invalid(at, $"sub type {index} has a super type that comes after it");
        CoreTypeEntry superType = known[(int)super.Value];
        if (superType.Sub!.Final) ComponentValidationErrors.Invalid(at, $"sub type {index} has final super type");
        if (!CoreTypeMapping.Matches(context.CoreTypes, type.Comp, superType.Sub.Comp))
            ComponentValidationErrors.Invalid(at, $"sub type {index} does not match super type");
        if (context.CoreTypes.Depth(superType.Number) >= ImplementationLimits.SubtypingDepth)
            ComponentValidationErrors.Invalid(at, $"sub type {index} has more than {ImplementationLimits.SubtypingDepth} super types");
    }

    private CoreTypeEntry SubAt(uint index, int at)
    {
        CoreTypeEntry entry = At(index, at);
        if (entry.Module is not null) ComponentValidationErrors.Invalid(at, $"type index {index} is a module type, not a sub type");
        return entry;
    }
}
