using Caisson.Runtime;

namespace Caisson.Fuzz.Differential;

/// <summary>What the calls of generated modules came to; tells whether the generator makes modules worth running.</summary>
internal sealed class Statistics
{
    private readonly SortedDictionary<string, int> _traps = new(StringComparer.Ordinal);

    public int Modules { get; set; }

    public int Returns { get; private set; }

    public int Limits { get; private set; }

    public int Traps => _traps.Values.Sum();

    public void Returned() => Returns++;

    public void Limited() => Limits++;

    public void Trapped(TrapKind kind) => _traps[kind.ToString()] = _traps.GetValueOrDefault(kind.ToString()) + 1;

    public override string ToString() =>
        $"{Modules} modules, {Returns} calls returned, {Traps} trapped ({string.Join(", ", _traps.Select(pair => $"{pair.Key} {pair.Value}"))}), {Limits} given up";
}
