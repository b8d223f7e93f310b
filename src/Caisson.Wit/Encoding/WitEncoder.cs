namespace Caisson.Wit.Encoding;

/// <summary>x</summary>
public static class WitEncoder
{
    /// <summary>x</summary>
    public static byte[] Encode(Model.WitPackage p) => throw new InvalidOperationException();
}
