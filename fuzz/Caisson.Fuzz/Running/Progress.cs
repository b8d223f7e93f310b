using System.Globalization;
using Caisson.Fuzz.Differential;

namespace Caisson.Fuzz.Running;

/// <summary>
/// A file in which a worker says which seed it is at, so that a crash or a hang leaves it behind, and what it counted so far.
/// </summary>
internal sealed class Progress : IDisposable
{
    private const int Width = 12;
    private readonly FileStream _file;
    private readonly byte[] _line = new byte[Width];

    public Progress(string path) => _file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);

    public void At(int seed)
    {
        seed.TryFormat(_line, out int written, "D10", CultureInfo.InvariantCulture);
        _line.AsSpan(written).Fill((byte)'\n');
        RandomAccess.Write(_file.SafeFileHandle, _line, 0);
    }

    public void Counted(Statistics statistics) => RandomAccess.Write(_file.SafeFileHandle, System.Text.Encoding.UTF8.GetBytes($"{statistics}\n"), Width);

    /// <summary>The seed that a worker was last at, or null.</summary>
    public static int? SeedOf(string path) => Read(path) is [var first, ..] && int.TryParse(first, CultureInfo.InvariantCulture, out int seed) ? seed : null;

    /// <summary>Adds what a worker counted.</summary>
    public static void AddCounts(string path, Statistics statistics)
    {
        foreach (string line in Read(path).Skip(1))
        {
            if (line.LastIndexOf(": ", StringComparison.Ordinal) is var colon and > 0 && long.TryParse(line[(colon + 2)..], CultureInfo.InvariantCulture, out long count))
                statistics.Add(line[..colon], count);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string[] Read(string path)
    {
        if (!File.Exists(path)) return [];
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
