using System.Text.Json;

namespace Caisson.Cli.Tests.RealWorld;

/// <summary>One run of one real program, as the manifest describes it.</summary>
internal sealed record Entry
{
    /// <summary>Which program.</summary>
    public required string Id { get; init; }

    /// <summary>Its module, relative to the manifest.</summary>
    public required string File { get; init; }

    /// <summary>What it needs from the host.</summary>
    public required string Kind { get; init; }

    /// <summary>The folder that host paths are relative to, relative to the manifest.</summary>
    public required string Cwd { get; init; }

    /// <summary>Arguments without the program's name.</summary>
    public required string[] Args { get; init; }

    /// <summary>Environment variables.</summary>
    public required Dictionary<string, string> Env { get; init; }

    /// <summary>Pairs of a host folder and its name for the guest.</summary>
    public required string[][] Dirs { get; init; }

    /// <summary>Text of standard input.</summary>
    public string? Stdin { get; init; }

    /// <summary>File with the bytes of standard input.</summary>
    public string? StdinFile { get; init; }

    /// <summary>What comes out.</summary>
    public required JsonElement Expect { get; init; }

    /// <summary>A text of what comes out.</summary>
    public string Expected(string name) => Expect.GetProperty(name).ToString();
}
