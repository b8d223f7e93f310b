namespace Caisson.Bench.Compilation;

/// <summary>A module that takes a while to compile, and a first call of it that an embedder might make.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">Its path, relative to the real programs.</param>
/// <param name="Call">The exported function to call; null when it can't be instantiated without JavaScript.</param>
/// <param name="Args">Arguments: numbers, or those of the program when the function is <c>_start</c>.</param>
internal sealed record BigModule(string Name, string File, string? Call, params string[] Args)
{
    /// <summary>The module of which the targets speak, made of another. Its first call is of a small function, as a host makes it.</summary>
    public const string Large = ".NET, repeated to 16 MB";

    /// <summary>Another one, whose first call starts a program that runs a script.</summary>
    public const string LargeProgram = "QuickJS, repeated to 16 MB";

    private const int SyntheticSize = 16_000_000;

    /// <summary>All of them, the largest first.</summary>
    public static readonly IReadOnlyList<BigModule> All =
    [
        new(Large, "compile-only/dotnet.native.wasm", "malloc", "64") { IsSynthetic = true },
        new(LargeProgram, "wasmedge-quickjs/wasmedge_quickjs.wasm", "_start", "t.js") { IsSynthetic = true },
        new("CPython", "python-3.11/python-3.11.3.wasm", "_start", "--version"),
        new(".NET", "compile-only/dotnet.native.wasm", "malloc", "64"),
        new("rapier3d", "compile-only/rapier3d-simd.wasm", "rawintegrationparameters_new"),
        new("QuickJS", "wasmedge-quickjs/wasmedge_quickjs.wasm", "_start", "t.js") { IsQuick = true },
        new("Flutter, in Dart", "compile-only/dart-flute-todomvc.wasm", null),
        new("SQLite, for WASI", "sqlite-3.26/sqlite.wasm", "_start", "-version"),
        new("Brotli", "compile-only/brotli_wasm_bg.wasm", "__wbindgen_malloc", "64"),
        new("SQLite, for browsers", "compile-only/sqlite3.wasm", "malloc", "64"),
        new("dprint", "dprint-json/plugin.wasm", "get_shared_bytes_ptr"),
        new("prism", "ruby-prism/prism.wasm", "calloc", "1", "64"),
        new("gofmt", "gofmt/gofmt.wasm", "_initialize") { IsQuick = true },
    ];

    /// <summary>Whether its functions are repeated until it is large.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>Whether <c>--quick</c> compiles it.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Whether it is there.</summary>
    public bool IsThere => System.IO.File.Exists(Source);

    /// <summary>The folder that a program finds its files in.</summary>
    public string Folder => Path.GetDirectoryName(Source)!;

    private string Source => Path.Combine(Places.Programs!, File);

    /// <summary>The module.</summary>
    public byte[] Bytes()
    {
        byte[] bytes = System.IO.File.ReadAllBytes(Source);
        return IsSynthetic ? ModuleRepeater.Repeat(bytes, ModuleRepeater.CopiesFor(bytes, SyntheticSize)) : bytes;
    }
}
