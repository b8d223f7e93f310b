using Caisson.Runtime;

namespace Caisson.Cli.Wast;

/// <summary>What a suite expects of its runner beside the directives. This one is the specification's. Stateless.</summary>
internal class ScriptDialect
{
    /// <summary>The specification's.</summary>
    public static ScriptDialect Standard { get; } = new();

    /// <summary>Whether modules import from instances by their identifiers, without <c>register</c>.</summary>
    public virtual bool RegistersIdentifiers => false;

    /// <summary>Whether a module whose memory or table can't be had counts as one that traps.</summary>
    public virtual bool RefusalsAreTraps => false;

    /// <summary>Whether running out of stack counts as a trap.</summary>
    public virtual bool ExhaustionIsTrap => false;

    /// <summary>Whether what is malformed counts as invalid, and the other way round.</summary>
    public virtual bool MalformedIsInvalid => false;

    /// <summary>Whether instructions without parentheses may stand inside folded ones.</summary>
    public virtual bool FlatInsideFolded => false;

    /// <summary>Whether results say what a script expects as a trap: that the host refused something.</summary>
    /// <param name="message">The script's message.</param>
    /// <param name="results">The results.</param>
    public virtual bool IsRefusal(string message, Value[] results) => false;

    /// <summary>The host's modules, with state of their own.</summary>
    public virtual Imports CreateHost() => Spectest.Create();

    /// <summary>
    /// Whether a failure is what a script expects. Some scripts name the index that trapped; traps carry none, so theirs is the
    /// shorter message.
    /// </summary>
    /// <param name="message">The script's message.</param>
    /// <param name="e">The failure.</param>
    public virtual bool IsExpected(string message, Exception e) =>
        e.Message.StartsWith(message, StringComparison.Ordinal)
        || (e is TrapException && message.StartsWith(e.Message, StringComparison.Ordinal));
}
