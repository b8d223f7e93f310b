using Caisson.Components.Syntax;
using Caisson.Wasm;
using Caisson.Wasm.Validation;

namespace Caisson.Components.Validation;

/// <summary>What the validation of a component shares with that of the components in it.</summary>
internal sealed class ValidationContext(
    ComponentSyntax component, Features features, int maxDegreeOfParallelism, CanonicalTypes? coreTypes = null)
{
    private const int WorkPerByte = 10;
    private long _work = ComponentLimits.TypeWork + ((long)component.Range.Length * WorkPerByte);

    public Features Features => features;

    public int MaxDegreeOfParallelism => maxDegreeOfParallelism;

    /// <summary>Where core types have their numbers from, so that those of different modules can be compared.</summary>
    public CanonicalTypes CoreTypes { get; } = coreTypes ?? new();

    /// <summary>Counts a step of comparing or rewriting types, whose number isn't bounded by the number of bytes.</summary>
    public void Work(int at, int steps = 1)
    {
        _work -= steps;
        if (_work < 0) ComponentValidationErrors.TooMuchWork(at);
    }
}
