using Caisson.Wasi.Io;

namespace Caisson.Wasi.Preview1;

/// <summary>What a guest's descriptor number stands for. Immutable: changed rights make a new entry.</summary>
/// <param name="Target">What is open.</param>
/// <param name="Base">What the guest may do with it.</param>
/// <param name="Inheriting">What the guest may do with what it opens through it.</param>
/// <param name="PreopenName">The guest's name for it, in UTF-8, when it is one of the directories it started with; else null.</param>
internal sealed record DescriptorEntry(Descriptor Target, Rights Base, Rights Inheriting, byte[]? PreopenName = null);
