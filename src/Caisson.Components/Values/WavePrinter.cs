namespace Caisson.Components.Values;

/// <summary>Writes values as text. spec: WAVE</summary>
internal static class WavePrinter
{
    public static string Print(ComponentValue value) => value.Kind.ToString();
}
