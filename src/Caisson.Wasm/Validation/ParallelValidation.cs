using System.Runtime.ExceptionServices;

namespace Caisson.Wasm.Validation;

/// <summary>
/// Validates the bodies of one module by several threads, each with a validator of its own. Every body before the first invalid one is
/// validated, so that the outcome doesn't depend on what the threads do. One use.
/// </summary>
/// <param name="validator">The module, whose definitions are valid.</param>
internal sealed class ParallelValidation(ModuleValidator validator)
{
    /// <summary>Neighbours that one thread takes at once: most functions are too small for it to ask for each.</summary>
    private const int BatchSize = 32;

    private readonly Lock _gate = new();
    private readonly int _count = validator.Module.Code.Length;
    private int _next;
    private volatile int _firstFailed = int.MaxValue;
    private ModuleException? _failure;

    /// <summary>Validates all bodies.</summary>
    /// <param name="threads">How many threads, this one included; fewer when the pool is busy.</param>
    /// <exception cref="ModuleException">The failure of the first invalid body.</exception>
    public void Run(int threads)
    {
        int batches = (_count + BatchSize - 1) / BatchSize;
        Parallel.For(0, Math.Min(threads, batches), new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => Work());
        if (_failure is { } failure) ExceptionDispatchInfo.Throw(failure);
    }

    private void Work()
    {
        FunctionValidator functions = new(validator);
        while (true)
        {
            int start = Interlocked.Add(ref _next, BatchSize) - BatchSize;
            int end = Math.Min(start + BatchSize, _count);
            if (start >= end || start > _firstFailed) return;
            for (int body = start; body < end && body < _firstFailed; body++)
            {
                if (!TryValidate(functions, body)) break;
            }
        }
    }

    private bool TryValidate(FunctionValidator functions, int body)
    {
        try
        {
            functions.Validate(body);
            return true;
        }
        catch (ModuleException exception)
        {
            lock (_gate)
                if (body < _firstFailed) (_firstFailed, _failure) = (body, exception);
            return false;
        }
    }
}
