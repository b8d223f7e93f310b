using Caisson.Wit.Model;

namespace Caisson.Wit.Tests;

/// <summary>Packages for tests, in short.</summary>
internal static class Packages
{
    /// <summary>Options under which everything is there.</summary>
    public static readonly ResolveOptions All = new() { AllFeatures = true };

    /// <summary>A text that must be a package.</summary>
    public static WitPackage Valid(string text, ResolveOptions? options = null) => WitResolver.Resolve(WitInput.FromText(text), options).Main;

    /// <summary>The interface <c>i</c> of the package <c>a:b</c>, of these items.</summary>
    public static WitInterface Interface(string items) => Valid($"package a:b;\ninterface i {{\n{items}\n}}").FindInterface("i")!;

    /// <summary>A text that must not be a package, for this reason at this place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Line and column of the error.</param>
    /// <param name="message">What the message begins with.</param>
    /// <param name="options">What is active.</param>
    public static void Invalid(string text, string position, string message, ResolveOptions? options = null)
    {
        WitException error = Assert.Throws<WitException>(() => WitResolver.Resolve(WitInput.FromText(text), options));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position.ToString());
        Assert.Equal($"input.wit:{position}: {error.Message}", error.Located);
    }

    /// <summary>Items that can't stand in an interface, for this reason; the first of them is on line 3.</summary>
    public static void InvalidItems(string items, string position, string message) =>
        Invalid($"package a:b@1.2.0;\ninterface i {{\n{items}\n}}", position, message);

    /// <summary>A package of several files and others that it depends on, each <c>name: text</c>.</summary>
    public static WitInput Input(string[] main, params string[][] dependencies) => new(main.Select(Source), dependencies.Select(files => (IReadOnlyList<WitSource>)[.. files.Select(Source)]));

    private static WitSource Source(string text, int index) => new($"{index}.wit", text);
}
