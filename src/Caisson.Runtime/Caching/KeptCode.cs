using System.Globalization;
using Caisson.Wasm;

namespace Caisson.Runtime;

/// <summary>
/// What an engine with a cache does with a module: finds its code, or compiles it as it is called and leaves it to be compiled for the next time.
/// </summary>
internal static class KeptCode
{
    /// <summary>A module from the cache, or as the engine compiles it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="cache">Its cache.</param>
    /// <param name="wasm">The binary module.</param>
    /// <param name="compile">Compiles it, when its code isn't there; what it throws is thrown.</param>
    /// <exception cref="IOException">The module can't be read.</exception>
    public static Module Compile(Engine engine, CodeCache cache, WasmContent wasm, Func<ReadOnlyMemory<byte>, Module> compile)
    {
        var check = new ContentCheck(cache, wasm);
        string key = KeyOf(engine, check.Fingerprint);
        if (TryLoad(engine, cache, key, check) is { } kept) return kept;
        Module? withoutMachineCode = TryLoad(engine, cache, WithoutMachineCode(key), check);
        if (withoutMachineCode is null) cache.CountMiss();
        Module module = withoutMachineCode ?? compile(wasm.ToMemory());
        if (withoutMachineCode is null || engine.Images.MakesMachineCode) Want(engine, cache, module);
        return module;
    }

    /// <summary>
    /// Names the entry of a module: by a fingerprint, which takes less time than a cryptographic hash of something large. Two modules may have the same, if somebody makes them so; then each pushes the other
    /// out, because what is loaded has the very bytes that are wanted.
    /// </summary>
    public static string KeyOf(Engine engine, WasmContent wasm) => KeyOf(engine, wasm.Fingerprint());

    /// <summary>The key of what is there until there is machine code: it can be made where the tool for that isn't.</summary>
    public static string WithoutMachineCode(string key) => key + "-il";

    private static string KeyOf(Engine engine, Hash128 fingerprint)
    {
        Span<byte> bytes = stackalloc byte[Hash128.Bytes];
        fingerprint.Write(bytes);
        return engine.ImageKey(bytes);
    }

    private static void Want(Engine engine, CodeCache cache, Module module)
    {
        if (cache.Options.Filling == CacheFilling.Never) return;

        // Of the bytes that are kept: a file may have changed since it was looked at.
        string key = KeyOf(engine, new WasmContent(module.Syntax.Bytes));
        if (!cache.Want(key, module.Syntax.Bytes.Span, new WantedCode(engine, Label(cache, module)).ToString())) return;
        if (cache.Options.Filling == CacheFilling.Background) engine.Images.StartFilling(cache);
    }

    /// <summary>An entry that can't be used goes: it is made anew.</summary>
    private static Module? TryLoad(Engine engine, CodeCache cache, string entry, ContentCheck check)
    {
        if (cache.Find(entry) is not { } path) return null;
        try
        {
            // The cache has looked at the folder.
            Module module = engine.Load(path, LoadOptions.Default with { AllowUntrusted = true, Content = check.Wasm, Check = check });
            cache.CountHit(entry);
            return module;
        }
        catch (Exception unusable) when (unusable is ImageException or IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            // Damaged, or deleted meanwhile by another process.
            cache.Remove(entry);
            return null;
        }
    }

    private static string Label(CodeCache cache, Module module) => (cache.Options.Label, module.Name) switch
    {
        ({ } label, { } name) => $"{label} ({name})",
        var (label, name) => label ?? name ?? "",
    };
}

/// <summary>What stands beside a module that is to be compiled: the settings that its code depends on, and what to call it.</summary>
/// <param name="Options">Settings of an engine whose code is the same.</param>
/// <param name="Label">For people.</param>
internal sealed record WantedCode(EngineOptions Options, string Label)
{
    private const int Numbers = 5;

    /// <summary>Of an engine.</summary>
    public WantedCode(Engine engine, string label)
        : this(engine.Options with { MemoryChecks = engine.UsesGuardPages ? MemoryChecks.GuardPages : MemoryChecks.Explicit }, label) { }

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is something else.</summary>
    public static WantedCode? Parse(string text)
    {
        string[] parts = text.Split(' ', Numbers + 1);
        var numbers = new long[Numbers];
        if (parts.Length != Numbers + 1) return null;
        for (int i = 0; i < Numbers; i++)
            if (!long.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i])) return null;
        EngineOptions options = EngineOptions.Default with
        {
            Features = (Features)numbers[0],
            MemoryChecks = (MemoryChecks)numbers[1],
            Interruption = numbers[2] != 0,
            Fuel = numbers[3] != 0 ? 0 : null,
            MaxArrayBytes = numbers[4],
        };
        return new WantedCode(options, parts[Numbers]);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(long)Options.Features} {(int)Options.MemoryChecks} {(Options.Interruption ? 1 : 0)} {(Options.Fuel is null ? 0 : 1)} {Options.MaxArrayBytes} {Label}");
}
