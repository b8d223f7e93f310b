using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

/// <summary>
/// The types of the locals of a function, kept as runs, since a few bytes can declare 50,000 locals in each of a million functions;
/// and which of them have a value. Reused from function to function. spec: context-local, algo-local-init
/// </summary>
internal sealed class LocalTypes
{
    // The first locals are those that code uses most: for them the type is looked up without a search.
    private readonly ValType[] _first = new ValType[128];
    private ValType[] _runTypes = new ValType[16];
    private int[] _runEnds = new int[16];
    private int _runs;

    private ulong[] _initialised = [];
    private int[] _initOrder = new int[16];

    /// <summary>Number of locals, with the parameters.</summary>
    public int Count { get; private set; }

    /// <summary>Number of locals that were initialised by instructions.</summary>
    public int InitHeight { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        ResetTo(0);
        Count = _runs = 0;
    }

    /// <summary>Declares locals.</summary>
    public void Add(uint count, ValType type)
    {
        if (count == 0) return;
        if (Count < _first.Length) _first.AsSpan(Count, Math.Min((int)count, _first.Length - Count)).Fill(type);
        if (_runs == _runEnds.Length)
        {
            Array.Resize(ref _runTypes, _runs * 2);
            Array.Resize(ref _runEnds, _runs * 2);
        }
        Count += (int)count;
        _runTypes[_runs] = type;
        _runEnds[_runs++] = Count;
    }

    /// <summary>The type of a local that exists.</summary>
    public ValType this[uint index]
    {
        get
        {
            if (index < (uint)_first.Length) return _first[index];
            int run = _runEnds.AsSpan(0, _runs).BinarySearch((int)index + 1);
            return _runTypes[run < 0 ? ~run : run];
        }
    }

    /// <summary>Whether a local whose type has no default value was set.</summary>
    public bool IsInitialised(uint index) =>
        index / 64 < (uint)_initialised.Length && (_initialised[index / 64] & (1uL << (int)(index % 64))) != 0;

    /// <summary>Notes that a local whose type has no default value was set.</summary>
    public void Initialise(uint index)
    {
        if (IsInitialised(index)) return;
        if (index / 64 >= (uint)_initialised.Length) Array.Resize(ref _initialised, (Count + 63) / 64);
        _initialised[index / 64] |= 1uL << (int)(index % 64);
        if (InitHeight == _initOrder.Length) Array.Resize(ref _initOrder, InitHeight * 2);
        _initOrder[InitHeight++] = (int)index;
    }

    /// <summary>Takes back what was noted after the height was so low.</summary>
    public void ResetTo(int height)
    {
        while (InitHeight > height)
        {
            int index = _initOrder[--InitHeight];
            _initialised[index / 64] &= ~(1uL << (index % 64));
        }
    }
}
