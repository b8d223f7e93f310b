#if NETSTANDARD2_0
// What the compiler looks for by name and .NET Standard 2.0 lacks.
namespace System.Runtime.CompilerServices
{
    /// <summary>Marks the setters of <c>init</c> properties.</summary>
    internal static class IsExternalInit;
}

namespace System.Diagnostics.CodeAnalysis
{
    /// <summary>A method that doesn't return.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class DoesNotReturnAttribute : Attribute;

    /// <summary>A parameter that isn't null when the method returns a value.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    internal sealed class NotNullWhenAttribute(bool returnValue) : Attribute
    {
        /// <summary>The value.</summary>
        public bool ReturnValue { get; } = returnValue;
    }
}
#endif
