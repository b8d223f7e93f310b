using System.Numerics;

namespace Caisson.Compiler.Analysis;

/// <summary>Sets of locals, as many as asked for, in one array. Not thread-safe.</summary>
/// <param name="count">How many sets.</param>
/// <param name="locals">How many locals there are.</param>
internal sealed class LocalSets(int count, int locals)
{
    private readonly int _words = (locals + 63) / 64;
    private readonly ulong[] _bits = new ulong[(long)count * ((locals + 63) / 64)];

    /// <summary>A set; changing it changes it here.</summary>
    public LocalSet this[int index] => new(_bits.AsSpan(index * _words, _words));
}

/// <summary>A set of locals, by number.</summary>
internal readonly ref struct LocalSet(Span<ulong> bits)
{
    private readonly Span<ulong> _bits = bits;

    public void Add(int local) => _bits[local >> 6] |= 1UL << local;

    public void Remove(int local) => _bits[local >> 6] &= ~(1UL << local);

    public bool Contains(int local) => (_bits[local >> 6] >> local & 1) != 0;

    public void Set(LocalSet other) => other._bits.CopyTo(_bits);

    /// <summary>Adds another set.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool Add(LocalSet other)
    {
        ulong added = 0;
        for (int i = 0; i < _bits.Length; i++)
        {
            added |= other._bits[i] & ~_bits[i];
            _bits[i] |= other._bits[i];
        }
        return added != 0;
    }

    /// <summary>Adds another set but for what a third one has.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool Add(LocalSet other, LocalSet except)
    {
        ulong added = 0;
        for (int i = 0; i < _bits.Length; i++)
        {
            ulong more = other._bits[i] & ~except._bits[i] & ~_bits[i];
            added |= more;
            _bits[i] |= more;
        }
        return added != 0;
    }

    /// <summary>Takes another set away.</summary>
    public void Remove(LocalSet other)
    {
        for (int i = 0; i < _bits.Length; i++) _bits[i] &= ~other._bits[i];
    }

    /// <summary>Keeps what another set has, too.</summary>
    public void Keep(LocalSet other)
    {
        for (int i = 0; i < _bits.Length; i++) _bits[i] &= other._bits[i];
    }

    /// <summary>Number of its locals.</summary>
    public int Count()
    {
        int count = 0;
        foreach (ulong word in _bits) count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>Its locals, in order.</summary>
    public List<int> ToList()
    {
        var members = new List<int>();
        for (int i = 0; i < _bits.Length; i++)
            for (ulong word = _bits[i]; word != 0; word &= word - 1) members.Add(64 * i + BitOperations.TrailingZeroCount(word));
        return members;
    }
}
