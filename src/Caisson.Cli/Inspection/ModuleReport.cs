using System.Text.Json.Serialization;

namespace Caisson.Cli.Inspection;

/// <summary>All that <c>caisson inspect</c> tells about a file. Its JSON form is read by programs: add, but don't rename.</summary>
internal sealed record ModuleReport
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>What it holds.</summary>
    public required string Kind { get; init; }

    /// <summary>Size of the binary module in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The name that the module gives itself.</summary>
    public string? Name { get; init; }

    /// <summary>Why the module is not valid; null when it is.</summary>
    public string? Invalid { get; init; }

    /// <summary>The version of the standard that has all its features.</summary>
    public string? Standard { get; init; }

    /// <summary>Features beyond version 1.0 that it uses.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Whether it is made to run on several threads.</summary>
    public bool Threads { get; init; }

    /// <summary>How it is started.</summary>
    public string? Entry { get; init; }

    /// <summary>Number of core modules in a component; null for a module.</summary>
    public int? CoreModules { get; init; }

    /// <summary>The WIT of a component, with the packages of all interfaces that it names; null for a module.</summary>
    public string? Wit { get; init; }

    /// <summary>The same without the packages.</summary>
    [JsonIgnore]
    public string? WitWorld { get; init; }

    /// <summary>Number of functions that it defines.</summary>
    public int Functions { get; init; }

    /// <summary>Number of globals that it defines.</summary>
    public int Globals { get; init; }

    /// <summary>Its memories, imported ones first.</summary>
    public IReadOnlyList<string> Memories { get; init; } = [];

    /// <summary>Its tables, imported ones first.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Its sections, in order.</summary>
    public IReadOnlyList<SectionReport> Sections { get; init; } = [];

    /// <summary>What it imports.</summary>
    public IReadOnlyList<ImportReport> Imports { get; init; } = [];

    /// <summary>What it exports.</summary>
    public IReadOnlyList<ExportReport> Exports { get; init; } = [];

    /// <summary>What it needs from the host, and what <c>caisson run</c> would give it without options.</summary>
    public IReadOnlyList<NeedReport> Needs { get; init; } = [];
}

/// <summary>A section.</summary>
/// <param name="Name">Its kind, with the name of a custom section.</param>
/// <param name="Offset">Where its content starts.</param>
/// <param name="Size">Size of the content in bytes.</param>
internal sealed record SectionReport(string Name, int Offset, int Size);

/// <summary>An import.</summary>
/// <param name="Module">First name; empty for an import of a component.</param>
/// <param name="Name">Second name.</param>
/// <param name="Type">What it must be.</param>
internal sealed record ImportReport(string Module, string Name, string Type);

/// <summary>An export.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is.</param>
internal sealed record ExportReport(string Name, string Type);

/// <summary>Something that a module needs from the host.</summary>
/// <param name="Capability">What it can do with it.</param>
/// <param name="Imports">How many imports ask for it.</param>
/// <param name="ByDefault">What it gets without options, and which option gives more.</param>
internal sealed record NeedReport(string Capability, int Imports, string ByDefault);
