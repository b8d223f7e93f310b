using Caisson.Runtime;

namespace Caisson.Compiler.Precompilation;

/// <summary>Makes the code that a <see cref="CodeCache"/> was asked for and didn't have. Safe to use from several threads and processes: one of them works.</summary>
public static class CodeCacheFiller
{
    /// <summary>Compiles what is wanted, one module after the other, until nothing is.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="cancellation">Ends the work; what isn't compiled by then stays wanted.</param>
    /// <returns>Number of entries made; null when another process, or thread, is at it.</returns>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static async Task<int?> FillAsync(CodeCache cache, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cache);
        HashSet<string> tried = [];
        int? made = null;

        // What is wanted just before the lock is given back finds nobody else to do it.
        while (cache.Wanted().Any(key => !tried.Contains(key)))
        {
            using IDisposable? work = cache.TryBeginFilling();
            if (work is null) return made;
            made ??= 0;
            foreach (string key in cache.Wanted().Where(tried.Add))
            {
                cancellation.ThrowIfCancellationRequested();
                if (await MakeAsync(cache, key, cancellation).ConfigureAwait(false)) made++;
            }
        }
        return made ?? 0;
    }

    private static async Task<bool> MakeAsync(CodeCache cache, string key, CancellationToken cancellation)
    {
        if (cache.ReadWanted(key) is not { } note || WantedCode.Parse(note.Label) is not { } wanted)
        {
            cache.Forget(key);
            return false;
        }
        try
        {
            var engine = new Engine(wanted.Options with { Backend = new IlBackend() });

            // Another version of Caisson wants that, and makes it.
            if (KeptCode.KeyOf(engine, new WasmContent(note.Content)) != key) return false;
            bool made = await SaveAsync(cache, key, engine.Compile(note.Content), wanted.Label, cancellation).ConfigureAwait(false);
            cache.Forget(key);
            return made;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A disk has room again sooner than a module that fails stops to do so.
            if (failure is not (IOException or UnauthorizedAccessException)) cache.Fail(key, $"{wanted.Label}: {failure.Message}");
            cache.Forget(key);
            return false;
        }
    }

    /// <summary>With machine code where that can be made, else without.</summary>
    private static async Task<bool> SaveAsync(CodeCache cache, string key, Module module, string label, CancellationToken cancellation)
    {
        string withoutMachineCode = KeptCode.WithoutMachineCode(key);
        if (module.Engine.Images.MakesMachineCode)
        {
            try
            {
                if (!await SaveAsync(cache, key, module, label, MachineCode.Required, cancellation).ConfigureAwait(false)) return false;
                cache.Remove(withoutMachineCode);
                return true;
            }
            catch (InvalidOperationException failure)
            {
                cache.Fail(key, $"{label}: {failure.Message}");
            }
        }
        return await SaveAsync(cache, withoutMachineCode, module, $"{label} (IL only)", MachineCode.None, cancellation).ConfigureAwait(false);
    }

    private static async Task<bool> SaveAsync(CodeCache cache, string key, Module module, string label, MachineCode code, CancellationToken cancellation)
    {
        using EntryWriter? writer = cache.TryBegin(key, label);
        if (writer is null) return false;
        await module.SaveAsync(writer.TemporaryPath, SaveOptions.Default with { MachineCode = code }, cancellation).ConfigureAwait(false);
        return writer.Commit();
    }
}
