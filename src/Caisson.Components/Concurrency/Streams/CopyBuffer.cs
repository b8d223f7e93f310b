using Caisson.Components.Values;

namespace Caisson.Components.Concurrency;

/// <summary>
/// Where elements of a stream or future come from or go to. Elements that are numbers travel as bytes, those that are nothing are only counted. abi: Buffer
/// </summary>
/// <param name="length">How many elements there are, or fit.</param>
internal abstract class CopyBuffer(int length)
{
    /// <summary>The largest number of elements. abi: MAX_LENGTH</summary>
    public const int MaxLength = (1 << 28) - 1;

    /// <summary>How many elements have gone through. abi: progress</summary>
    public int Progress { get; protected set; }

    /// <summary>How many are left, or still fit. abi: remain</summary>
    public int Remain => length - Progress;

    /// <summary>abi: is_zero_length</summary>
    public bool IsZeroLength => length == 0;
}

/// <summary>Where elements come from. abi: ReadableBuffer</summary>
internal abstract class ReadableBuffer(int length) : CopyBuffer(length)
{
    /// <summary>The next elements. abi: read</summary>
    public abstract ComponentValue[] Read(int count);

    /// <summary>The next elements, which are numbers, as they lie in a guest's memory; to be used before anything else happens.</summary>
    /// <param name="count">How many.</param>
    public abstract ReadOnlySpan<byte> ReadBytes(int count);

    /// <summary>The next elements, which are nothing.</summary>
    public void Skip(int count) => Progress += count;
}

/// <summary>Where elements go to. abi: WritableBuffer</summary>
internal abstract class WritableBuffer(int length) : CopyBuffer(length)
{
    /// <summary>Takes elements. abi: write</summary>
    public abstract void Write(ComponentValue[] elements);

    /// <summary>Takes elements that are numbers, as they lie in a guest's memory.</summary>
    /// <param name="elements">The elements.</param>
    /// <param name="count">How many.</param>
    public abstract void WriteBytes(ReadOnlySpan<byte> elements, int count);

    /// <summary>Takes elements that are nothing.</summary>
    public void Skip(int count) => Progress += count;
}
