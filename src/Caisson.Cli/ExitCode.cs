namespace Caisson.Cli;

/// <summary>What the command returns to the shell, unless the guest ended with a code of its own.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>A bad module, a denied capability, or a failed script.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage: a flag, a verb or a path.</summary>
    public const int Usage = 2;

    /// <summary>The guest trapped: what a shell reports for a process that aborted.</summary>
    public const int Trapped = 134;
}
