using System.Reflection.Emit;

namespace Caisson.Compiler.Emit;

/// <summary>
/// The assemblies of one module, one after the other. Adding a type to an assembly takes time in proportion to those that it has; so one that is full
/// is left to its types, and its builder goes, which holds on to all that it has written. Not thread-safe.
/// </summary>
internal sealed class AssemblySequence
{
    /// <summary>Measured: half as many make more assemblies than they save, twice as many take longer each.</summary>
    private const int MostUnits = 16;

    /// <summary>
    /// The runtime keeps IL in blocks, each half as large again as all before it: 4, 6, 15, 37, 94, 234 KB, which are 390. Whoever ends a bit below
    /// wastes little; the next block would be 586 KB.
    /// </summary>
    private const int MostIlBytes = 350_000;

    private ModuleBuilder? _current;
    private int _units, _ilBytes;

    /// <summary>Where the next unit goes.</summary>
    public ModuleBuilder Next()
    {
        if (_current is null || _units == MostUnits || _ilBytes >= MostIlBytes) (_current, _units, _ilBytes) = (EmittedAssembly.Define("Module"), 0, 0);
        _units++;
        return _current;
    }

    /// <summary>Counts the IL of a method.</summary>
    /// <param name="il">What has been written.</param>
    public void Count(ILGenerator il) => _ilBytes += il.ILOffset;
}
