namespace Caisson.Wasi.Http;

/// <summary>
/// Where a request's body leaves its trailers for <see cref="TrailerStream"/>, which can't know whose bytes it writes but by the flow of
/// execution that writes them.
/// </summary>
internal sealed class TrailerSlot
{
    private static readonly AsyncLocal<TrailerSlot?> CurrentSlot = new();

    /// <summary>The slot of the request that is being sent.</summary>
    public static TrailerSlot? Current
    {
        get => CurrentSlot.Value;
        set => CurrentSlot.Value = value;
    }

    /// <summary>The trailers, once all of the body is written.</summary>
    public HttpFields? Trailers { get; set; }
}
