using System.Collections.Immutable;
using Caisson.Components.Linking;
using Caisson.Components.Types;
using Caisson.Components.Validation;

namespace Caisson.Components.Composition;

/// <summary>What is plugged into what, and the types of all: everything but the bytes. Immutable when made.</summary>
internal sealed class CompositionPlan
{
    private readonly ValidationContext _context;
    private readonly List<PartInstance> _instances = [];

    private CompositionPlan(ValidationContext context) => (_context, Imports) = (context, new(context));

    /// <summary>What the composition imports.</summary>
    public MergedImports Imports { get; }

    /// <summary>The instances of the parts, each after those that it needs; that of the socket is the last.</summary>
    public IReadOnlyList<PartInstance> Instances => _instances;

    /// <summary>Decides who satisfies whom, from right to left, so that what an instance needs is there.</summary>
    public static CompositionPlan Make(ComponentPart socket, IReadOnlyList<ComponentPart> plugs, ValidationContext context)
    {
        CompositionPlan plan = new(context);
        for (int i = plugs.Count - 1; i >= 0; i--) plan.Add(plugs[i]);
        plan.Add(socket);
        plan.CheckUse(socket, plugs);
        return plan;
    }

    private void Add(ComponentPart part)
    {
        TypeSubstitution substitution = new(_context, 0);
        Dictionary<string, ComponentExternType> given = new(StringComparer.Ordinal);
        ImmutableArray<PartArgument>.Builder arguments = ImmutableArray.CreateBuilder<PartArgument>();
        foreach (ExternDecl import in part.Type.Imports)
        {
            PartArgument argument = Find(import.Name) ?? new(import.Name, Imports.Add(part, import, substitution), null, null);
            ComponentExternType type = argument.Import?.Declaration.Type ?? argument.Plug!.Type.Find(argument.Export!)!;
            if (argument.Plug is not null) Imports.Learn(import.Type, type, substitution);
            Imports.AddOrigins(part, import, substitution);
            given.Add(import.Name, type);
            arguments.Add(argument);
        }
        _instances.Add(new(part, arguments.DrainToImmutable(), Instantiate(part, given)));
    }

    /// <summary>The nearest plug to the right that exports a name.</summary>
    private PartArgument? Find(string import)
    {
        for (int i = _instances.Count - 1; i >= 0; i--)
        {
            PartInstance plug = _instances[i];
            if (InterfaceName.Find(plug.ExportNames, import) is not { } export) continue;
            plug.IsUsed = true;
            return new(import, null, plug, export);
        }
        return null;
    }

    /// <summary>The type of an instance, whose component gets what is given. spec: instantiate</summary>
    private InstanceType Instantiate(ComponentPart part, Dictionary<string, ComponentExternType> given)
    {
        ComponentSubtyping subtyping = new(_context, 0);
        if (subtyping.Open(given.GetValueOrDefault, part.Type.Imports, "import", out TypeSubstitution substitution) is { } error)
            throw CompositionErrors.Mismatch(part, error);
        foreach ((ResourceType resource, ImmutableArray<string> path) in Binders.Of(part.Type.Exports, _context, 0))
            substitution.Replace(resource, new ResourceType(path[^1]));
        InstanceType instance = new(substitution.Apply(part.Type.Exports));
        return (InstanceType)Binders.Mark(instance, static _ => false, _context, 0);
    }

    private void CheckUse(ComponentPart socket, IReadOnlyList<ComponentPart> plugs)
    {
        if (_instances[^1].Arguments.All(argument => argument.Plug is null)) throw CompositionErrors.NothingPlugs(socket, plugs);
        for (int i = 0; i < plugs.Count; i++)
            if (!_instances[plugs.Count - 1 - i].IsUsed) throw CompositionErrors.PlugsNothing(plugs[i], plugs.Take(i).Prepend(socket));
    }
}

/// <summary>A part's only instance.</summary>
internal sealed class PartInstance(ComponentPart part, ImmutableArray<PartArgument> arguments, InstanceType type)
{
    /// <summary>The part.</summary>
    public ComponentPart Part => part;

    /// <summary>What its imports are, in their order.</summary>
    public ImmutableArray<PartArgument> Arguments => arguments;

    /// <summary>What it exports.</summary>
    public InstanceType Type => type;

    /// <summary>The names of its exports, by themselves.</summary>
    public Dictionary<string, string> ExportNames { get; } = type.Exports.ToDictionary(export => export.Name, export => export.Name);

    /// <summary>Whether another instance imports something of it.</summary>
    public bool IsUsed { get; set; }
}

/// <summary>What an import of a part is: an import of the composition, or an export of a plug.</summary>
/// <param name="Name">The name that the part has for it.</param>
/// <param name="Import">The import of the composition; null where it is an export.</param>
/// <param name="Plug">The instance that exports it; null where it is an import.</param>
/// <param name="Export">By what name.</param>
internal sealed record PartArgument(string Name, ComposedImport? Import, PartInstance? Plug, string? Export);
