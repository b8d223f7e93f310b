namespace Caisson.Cli.Tests;

/// <summary>Tests that run while no others do: their guests tell by half seconds whether threads have come so far.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
