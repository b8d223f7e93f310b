namespace Caisson.Cli.Wast;

/// <summary>What an assertion is about: the first phase in a module's life that it needs to come out as expected.</summary>
internal enum ScriptPhase
{
    /// <summary>Malformed modules must be told.</summary>
    Decode,

    /// <summary>Invalid modules must be told.</summary>
    Validate,

    /// <summary>Everything else: linking, results, traps, exceptions.</summary>
    Run,
}
