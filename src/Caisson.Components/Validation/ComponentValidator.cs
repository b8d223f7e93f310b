using Caisson.Components.Syntax;
using Caisson.Wasm;

namespace Caisson.Components.Validation;

/// <summary>
/// Validates a component with all that it contains, definition by definition, core modules included. Takes time and memory linear in the
/// bytes, but for the work that <see cref="ComponentLimits.TypeWork"/> bounds. Thread-safe. spec: valid component
/// </summary>
public static class ComponentValidator
{
    /// <summary>Validates a whole component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="features">The proposals that its core modules may use.</param>
    /// <param name="maxDegreeOfParallelism">Number of threads that may validate the functions of a core module; at least 1.</param>
    /// <exception cref="InvalidException">The component is invalid. Offsets count from the start of the outermost component.</exception>
    /// <exception cref="MalformedException">A core module in it is malformed.</exception>
    public static ValidComponent Validate(
        ComponentSyntax component, Features features = Features.Wasm3 | Features.Threads, int maxDegreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(component);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDegreeOfParallelism, 1);
        return new ComponentValidation(new(component, features, maxDegreeOfParallelism), component, outer: null).Validate();
    }
}
