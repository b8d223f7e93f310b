using System.Text.Json;

namespace Caisson.Wasi.Tests.Suite;

/// <summary>What a preview 1 program of the suite is run with, and what it must do.</summary>
internal sealed record ShortForm
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string[] Args { get; init; } = [];

    public Dictionary<string, string> Env { get; init; } = [];

    public string? Root { get; init; }

    public int ExitCode { get; init; }

    public string? Stdout { get; init; }

    public string? Stderr { get; init; }

    /// <summary>Reads the file beside a program; without one, everything is as by default.</summary>
    public static ShortForm For(string program)
    {
        string json = Path.ChangeExtension(program, ".json");
        return File.Exists(json) ? JsonSerializer.Deserialize<ShortForm>(File.ReadAllText(json), Options)! : new ShortForm();
    }
}
