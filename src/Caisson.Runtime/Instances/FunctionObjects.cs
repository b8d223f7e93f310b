namespace Caisson.Runtime;

/// <summary>
/// The objects of an instance's functions, by index, made when somebody asks: in blocks, since modules have thousands of functions, of which imports, exports and tables name a few. Thread-safe.
/// </summary>
/// <param name="count">How many functions the instance has.</param>
internal sealed class FunctionObjects(int count)
{
    private const int BlockBits = 6, BlockLength = 1 << BlockBits;

    private readonly Function?[]?[] _blocks = new Function?[]?[(count + BlockLength - 1) >> BlockBits];

    /// <summary>The object of a function; null while nobody has asked for it.</summary>
    public Function? At(int index) => Volatile.Read(ref _blocks[index >> BlockBits]) is { } block ? Volatile.Read(ref block[index & (BlockLength - 1)]) : null;

    /// <summary>Sets the object of a function, unless another thread has.</summary>
    /// <returns>The one that it has now.</returns>
    public Function Add(int index, Function function)
    {
        ref Function?[]? block = ref _blocks[index >> BlockBits];
        Function?[] its = Volatile.Read(ref block) ?? Interlocked.CompareExchange(ref block, new Function?[BlockLength], null) ?? block;
        return Interlocked.CompareExchange(ref its[index & (BlockLength - 1)], function, null) ?? function;
    }

    /// <summary>Ends those that belong to an instance: all but its imports.</summary>
    public void Retire(Instance instance)
    {
        foreach (Function?[]? block in _blocks)
        {
            foreach (Function? function in block ?? [])
                if (function?.Instance == instance) function.Retire();
        }
    }
}
