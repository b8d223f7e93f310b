using Caisson.Cli.Wast;

namespace Caisson.Cli.Tests.Wast;

/// <summary>What came of a script.</summary>
/// <param name="Report">The counts.</param>
/// <param name="Failures">A line for each failure: path within the suite, line, reason.</param>
internal sealed record ScriptResult(ScriptReport Report, string[] Failures);
