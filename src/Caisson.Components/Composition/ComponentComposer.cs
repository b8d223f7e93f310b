using Caisson.Components.Binary;
using Caisson.Components.Syntax;
using Caisson.Components.Validation;
using Caisson.Runtime;
using Caisson.Wasm;
using Caisson.Wasm.Validation;

namespace Caisson.Components.Composition;

/// <summary>
/// Makes one component of several, for good: what is composed is a component like any other, for any engine. Components that are to
/// meet only in this process needn't be composed; a <see cref="Linking.ComponentLinker"/> links them. Not thread-safe.
/// </summary>
public sealed class ComponentComposer
{
    private readonly CanonicalTypes _coreTypes = new();
    private readonly Features _features;
    private readonly int _maxDegreeOfParallelism;

    /// <summary>A composer without parts.</summary>
    /// <param name="features">The proposals that core modules may use.</param>
    /// <param name="maxDegreeOfParallelism">Number of threads that may validate the functions of a core module; at least 1.</param>
    public ComponentComposer(Features features = Features.Wasm3 | Features.Threads, int maxDegreeOfParallelism = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDegreeOfParallelism, 1);
        (_features, _maxDegreeOfParallelism) = (features, maxDegreeOfParallelism);
    }

    /// <summary>Decodes and validates a component that is to be composed.</summary>
    /// <param name="name">What messages and the composition call it.</param>
    /// <param name="bytes">The binary component. The part keeps it; it must not change any more.</param>
    /// <exception cref="MalformedException">The bytes are no component, or a core module in it is malformed.</exception>
    /// <exception cref="InvalidException">The component is invalid.</exception>
    public ComponentPart Load(string name, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(name, Validate(ComponentDecoder.Decode(bytes, _features)), this);
    }

    /// <summary>
    /// Plugs exports into imports. An import is satisfied by the first plug to the right of its component that exports it, by the same name
    /// or that of a compatible version; each plug is instantiated once. What nothing plugs the composition imports: imports of one
    /// name, or of compatible versions, are one, which has all that any component asks for. It exports what the socket exports.
    /// </summary>
    /// <param name="socket">The component whose imports are satisfied.</param>
    /// <param name="plugs">The components whose exports satisfy them, and imports of plugs before them.</param>
    /// <returns>The binary component; the same for the same parts.</returns>
    /// <exception cref="UnlinkableException">A plug satisfies nothing, types don't go together, or the composition isn't valid.</exception>
    /// <exception cref="ArgumentException">A part was loaded by another composer.</exception>
    public byte[] Plug(ComponentPart socket, params IReadOnlyList<ComponentPart> plugs)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(plugs);
        foreach (ComponentPart part in plugs.Prepend(socket))
            if (part.Composer != this) throw CompositionErrors.OtherComposer(part);
        long size = plugs.Prepend(socket).Sum(part => (long)part.Component.Syntax.Range.Length);
        if (size > ComponentLimits.ComponentSize) throw CompositionErrors.TooLarge();
        ComponentSyntax whole = new() { Bytes = default, Range = new(0, (int)size) };
        byte[] composed = CompositionWriter.Write(CompositionPlan.Make(socket, plugs, Context(whole)));
        Check(composed);
        return composed;
    }

    /// <summary>The types of a part may be such that no component could have been written that has it as a part.</summary>
    private void Check(byte[] composed)
    {
        try
        {
            Validate(ComponentDecoder.Decode(composed, _features));
        }
        catch (ModuleException error)
        {
            throw CompositionErrors.Invalid(error);
        }
    }

    private ValidComponent Validate(ComponentSyntax component) => new ComponentValidation(Context(component), component, outer: null).Validate();

    private ValidationContext Context(ComponentSyntax component) => new(component, _features, _maxDegreeOfParallelism, _coreTypes);
}
