#pragma warning disable IDE0130 // The CLR knows the attribute by this name.
namespace System.Runtime.CompilerServices;

/// <summary>Lets an emitted assembly use the internals of another. The CLR honours it by name; it declares none itself.</summary>
/// <param name="assemblyName">Simple name of the other assembly.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
