namespace Caisson.Wit.Encoding;

/// <summary>x</summary>
public static class WitDecoder
{
    /// <summary>x</summary>
    public static WitResolution Decode(byte[] bytes) => throw new InvalidOperationException();
}
