using Caisson.Wasm.Syntax;

namespace Caisson.Compiler;

/// <summary>Neighbouring functions that are compiled together.</summary>
/// <param name="start">Index of the first one among those that are not imported.</param>
/// <param name="count">How many.</param>
internal sealed class CodeUnit(int start, int count)
{
    private volatile Type? _type;

    public int Start => start;

    public int Count => count;

    /// <summary>Held by the thread that compiles the unit.</summary>
    public Lock Gate { get; } = new();

    /// <summary>What has become of the unit; null until then.</summary>
    public Type? Type
    {
        get => _type;
        set => _type = value;
    }
}

/// <summary>Divides the functions of a module into units. Immutable.</summary>
internal sealed class CodeUnits
{
    /// <summary>A unit ends after this many bytes of wasm: the time to emit it is the latency of a first call.</summary>
    private const int MostBytes = 16 * 1024;

    /// <summary>Larger types load slowly.</summary>
    private const int MostFunctions = 64;

    private readonly List<CodeUnit> _units = [];
    private readonly int[] _unitOf;

    public CodeUnits(ModuleSyntax module)
    {
        _unitOf = new int[module.Code.Length];
        int start = 0, bytes = 0;
        for (int i = 0; i < module.Code.Length; i++)
        {
            int length = module.Code[i].Instructions.Length;
            if (i > start && (bytes + length > MostBytes || i - start == MostFunctions))
            {
                _units.Add(new CodeUnit(start, i - start));
                (start, bytes) = (i, 0);
            }
            _unitOf[i] = _units.Count;
            bytes += length;
        }
        if (module.Code.Length > start) _units.Add(new CodeUnit(start, module.Code.Length - start));
    }

    /// <summary>All units, in the order of the module.</summary>
    public IReadOnlyList<CodeUnit> All => _units;

    /// <summary>The unit that a function belongs to.</summary>
    public CodeUnit Of(int definedIndex) => _units[_unitOf[definedIndex]];
}
