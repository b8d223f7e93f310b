using Caisson.Wasm.Text;

namespace Caisson.Runtime.Tests;

/// <summary>Modules written as text, compiled by one engine that all tests share.</summary>
internal static class Guest
{
    public static Engine Engine { get; } = new();

    public static Module Compile(string wat, Engine? engine = null) => (engine ?? Engine).Compile(WatParser.Parse(wat));

    public static Instance Instantiate(string wat, Imports? imports = null, Engine? engine = null) =>
        Compile(wat, engine).Instantiate(imports);

    /// <summary>The trap that a call ends in.</summary>
    public static TrapException Traps(TrapKind kind, Action call)
    {
        TrapException trap = Assert.Throws<TrapException>(call);
        Assert.Equal(kind, trap.Kind);
        return trap;
    }

    /// <summary>Text repeated, with <c>#</c> replaced by the number of the repetition.</summary>
    public static string Repeat(int count, string text) =>
        string.Concat(Enumerable.Range(0, count).Select(i => text.Replace("#", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal) + " "));
}
