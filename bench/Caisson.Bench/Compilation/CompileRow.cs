namespace Caisson.Bench.Compilation;

/// <summary>What it takes to compile one module: milliseconds, and bytes above what the process had before. Null where it wasn't measured.</summary>
/// <param name="Name">The module.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record CompileRow(string Name, long Bytes)
{
    /// <summary>Decoding.</summary>
    public double? Decode { get; init; }

    /// <summary>Validation.</summary>
    public double? Validate { get; init; }

    /// <summary>From the bytes to the end of the first call: decoding, validation, an instance, and the code that the call needs.</summary>
    public double? FirstCall { get; init; }

    /// <summary>From the bytes to machine code for every function.</summary>
    public double? All { get; init; }

    /// <summary>Wasmtime, from the bytes to machine code for every function.</summary>
    public double? Wasmtime { get; init; }

    /// <summary>Peak until the end of the first call.</summary>
    public long? FirstCallBytes { get; init; }

    /// <summary>Peak of compiling everything.</summary>
    public long? AllBytes { get; init; }

    /// <summary>Peak of Wasmtime.</summary>
    public long? WasmtimeBytes { get; init; }

    /// <summary>The first call's time over Wasmtime's.</summary>
    public double? FirstCallRatio => FirstCall / Wasmtime;

    /// <summary>Compiling everything over Wasmtime's time.</summary>
    public double? AllRatio => All / Wasmtime;

    /// <summary>Peak until the end of the first call, as a multiple of the module.</summary>
    public double? PeakOfFirstCall => FirstCallBytes / (double)Bytes;

    /// <summary>Peak of compiling everything, as a multiple of the module.</summary>
    public double? PeakOfAll => AllBytes / (double)Bytes;

    /// <summary>Wasmtime's peak, as a multiple of the module.</summary>
    public double? PeakOfWasmtime => WasmtimeBytes / (double)Bytes;
}
