namespace Caisson.Wit.Model;

/// <summary>Where types are defined: a <see cref="WitInterface"/> or a <see cref="WitWorld"/>.</summary>
public interface IWitScope
{
    /// <summary>The name with the package, as <c>wasi:io/streams@0.2.12</c>; null for an interface without name, or without package yet.</summary>
    string? QualifiedName { get; }

    /// <summary>The package that it is in; null for an interface without name, or until it is put into one.</summary>
    WitPackage? Package { get; }
}
