namespace Caisson.Wit.Encoding;

/// <summary>The name of an import or export with its attributes. component-model: nameattributes</summary>
/// <param name="Name">The name.</param>
/// <param name="Implements">The interface that a plain name stands for.</param>
/// <param name="ExternalId">What the outside world calls it.</param>
internal readonly record struct ExternName(string Name, string? Implements = null, string? ExternalId = null);
