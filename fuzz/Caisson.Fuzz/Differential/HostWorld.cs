using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Differential;

/// <summary>What a module imports, the same for each implementation: functions compute from their arguments only, and calls are logged.</summary>
internal sealed class HostWorld
{
    public const int ImportedI32 = 7;
    public const long ImportedI64 = 0x1_0000_0003;

    private const ulong Prime = 0x100000001b3;

    /// <summary>All calls so far, with their order.</summary>
    public ulong Log { get; private set; } = 0xcbf29ce484222325;

    /// <summary>The results of a host function.</summary>
    public Seen[] Call(string name, FuncType type, ReadOnlySpan<Seen> arguments)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (char letter in name) hash = (hash ^ letter) * Prime;
        foreach (Seen argument in arguments) hash = (hash ^ argument.Low) * Prime;
        Log = (Log ^ hash) * Prime;
        var results = new Seen[type.Results.Length];
        for (int i = 0; i < results.Length; i++)
        {
            hash = (hash ^ (ulong)i) * Prime;
            results[i] = type.Results[i].Kind switch
            {
                ValKind.I32 => Seen.I32((int)(hash & 0xff)),
                ValKind.I64 => Seen.I64((long)hash),
                ValKind.F32 => Seen.F32((hash & 0xfff) / 4f),
                _ => Seen.F64((hash & 0xffff) / 8d),
            };
        }
        return results;
    }
}
