namespace Caisson.Cli.Tests.Conformance;

/// <summary>A row of the page: a proposal and the scripts that are about it.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Since">The version of the standard that has it, or that it is a proposal.</param>
/// <param name="Threads">Whether several threads may use it inside one instance.</param>
/// <param name="Scripts">
/// Paths of scripts, each beginning with the name of its suite; a star stands for any characters but slashes, two for any.
/// </param>
internal sealed record Proposal(string Name, string Since, string Threads, params string[] Scripts);
