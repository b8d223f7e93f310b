using Caisson.Components.Linking;

namespace Caisson.Wasi.Components;

/// <summary>The interfaces of one version of WASI.</summary>
/// <param name="linker">Where they are defined.</param>
/// <param name="version">The version; older ones of the same track find it, too.</param>
internal readonly struct InterfaceSet(ComponentLinker linker, string version)
{
    /// <summary>An interface.</summary>
    /// <param name="name">Its package and its name: <c>io/streams</c>.</param>
    public ComponentLinkerInstance this[string name] => linker.DefineInstance($"wasi:{name}@{version}");
}
