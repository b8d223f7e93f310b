using System.Globalization;
using System.Text.Json;
using Caisson.Bench.Workloads;

namespace Caisson.Bench.Contenders;

/// <summary>A real program on V8, in a process of Node.js: see wasi.mjs. What Node's WASI can't run is left out.</summary>
internal sealed class NodeProgram : IRunner
{
    private static readonly string Script = Path.Combine(Places.Repository, "bench", "scripts", "wasi.mjs");

    private readonly GuestProgram _program;
    private readonly Child _child;

    /// <summary>Starts the process.</summary>
    public NodeProgram(GuestProgram program)
    {
        _program = program;
        string settings = JsonSerializer.Serialize(new
        {
            file = program.File,
            args = program.Args.Prepend(program.FileName),
            env = program.Env,
            preopens = program.Dirs.ToDictionary(dir => dir.Guest, dir => dir.Host),
            clockSpeed = program.ClockSpeed,
        });
        _child = new Child("node", "--no-warnings", "--no-liftoff", Script, settings);
    }

    /// <inheritdoc/>
    public (double Milliseconds, Answer Answer) Run()
    {
        using var streams = new ProgramStreams();
        string answer = Ask(streams);
        if (answer.StartsWith("error ", StringComparison.Ordinal)) throw new UnsupportedException(answer["error ".Length..]);
        string[] fields = answer.Split(' ');
        return streams.Result(_program, int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[0], CultureInfo.InvariantCulture) / 1e6);
    }

    /// <inheritdoc/>
    public void Dispose() => _child.Dispose();

    private string Ask(ProgramStreams streams)
    {
        try
        {
            return _child.Ask(JsonSerializer.Serialize(new[] { streams.Output, streams.Error }));
        }
        catch (ChildEndedException crash)
        {
            throw new UnsupportedException(crash.Message);
        }
    }
}
