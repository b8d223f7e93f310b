using System.Text.Json;
using System.Text.Json.Serialization;

namespace Caisson.Cli.Tests.WasiSuite;

/// <summary>What a program of the suite is run with, what is done to it, and what it must do. The suite's README describes the fields.</summary>
internal sealed record Specification
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowTrailingCommas = true,
    };

    public string World { get; init; } = "wasi:cli/command";

    public string[] Proposals { get; init; } = [];

    public Server[] Servers { get; init; } = [];

    public Operation[] Operations { get; init; } = [];

    public string[] Args { get; init; } = [];

    public Dictionary<string, string> Env { get; init; } = [];

    public string? Root { get; init; }

    public int ExitCode { get; init; }

    public string? Stdout { get; init; }

    public string? Stderr { get; init; }

    /// <summary>Reads the file beside a program; without one, everything is as by default.</summary>
    public static Specification For(string program)
    {
        string json = Path.ChangeExtension(program, ".json");
        Specification read = File.Exists(json) ? JsonSerializer.Deserialize<Specification>(File.ReadAllText(json), Options)! : new Specification();
        return read.Operations.Length > 0 ? read : read with { Operations = read.FromShortForm() };
    }

    private Operation[] FromShortForm() =>
    [
        new() { Type = "run", Args = Args, Env = Env, Root = Root },
        new() { Type = "wait", ExitCode = ExitCode, Stdout = Stdout, Stderr = Stderr },
    ];
}

/// <summary>One step.</summary>
internal sealed record Operation
{
    public required string Type { get; init; }

    public string[] Args { get; init; } = [];

    public Dictionary<string, string> Env { get; init; } = [];

    public string? Root { get; init; }

    public string? Id { get; init; }

    public string Payload { get; init; } = "";

    public int ExitCode { get; init; }

    public string? Stdout { get; init; }

    public string? Stderr { get; init; }

    public string? ProtocolType { get; init; }

    public string Method { get; init; } = "GET";

    public string Path { get; init; } = "/";

    public Dictionary<string, string> Headers { get; init; } = [];

    public string? Body { get; init; }

    public ExpectedResponse Response { get; init; } = new();

    public string? Signal { get; init; }
}

/// <summary>What the program must answer.</summary>
internal sealed record ExpectedResponse
{
    public int Status { get; init; } = 200;

    public Dictionary<string, string> Headers { get; init; } = [];

    public string? Body { get; init; }
}

/// <summary>A server that the program talks to.</summary>
internal sealed record Server
{
    public required string Name { get; init; }

    public string Kind { get; init; } = "listening";

    public Endpoint[] Endpoints { get; init; } = [];
}

/// <summary>What a server answers.</summary>
internal sealed record Endpoint
{
    public string Method { get; init; } = "GET";

    public required string Path { get; init; }

    public string Mode { get; init; } = "static";

    public JsonElement Response { get; init; }
}
