using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Caisson.Cli.Inspection;

/// <summary>The JSON form of a report.</summary>
[JsonSerializable(typeof(ModuleReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    // Names of imports are for people too: no escapes that only HTML needs.
    private static readonly ReportJson Readable = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The report as JSON.</summary>
    public static string Write(ModuleReport report) => JsonSerializer.Serialize(report, Readable.ModuleReport);
}
