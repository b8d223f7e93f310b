using System.Numerics;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Caisson.Fuzz.Running;

/// <summary>
/// Which branches of the instrumented assemblies inputs have taken, and how often by powers of two. One in the process, because the
/// instrumented code knows only one, and never freed, because it goes on counting. Not safe for several threads.
/// </summary>
internal sealed unsafe class CoverageMap
{
    private const int Size = 1 << 16;

    private readonly byte* _hits = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] _seen = new byte[Size];

    public CoverageMap() => Trace.SharedMem = _hits;

    /// <summary>Number of branches that any input has taken; 0 where nothing is instrumented.</summary>
    public int Branches { get; private set; }

    /// <summary>Forgets what the last input did.</summary>
    public void Begin()
    {
        new Span<byte>(_hits, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Notes what the input did.</summary>
    /// <returns>Whether none before did.</returns>
    public bool Note()
    {
        bool isNew = false;
        for (int i = 0; i < Size; i++)
        {
            if (_hits[i] == 0) continue;
            byte times = (byte)(1 << BitOperations.Log2(_hits[i]));
            if ((_seen[i] & times) != 0) continue;
            if (_seen[i] == 0) Branches++;
            _seen[i] |= times;
            isNew = true;
        }
        return isNew;
    }
}
