namespace Caisson.Cli.Options;

/// <summary>A folder of the host that a guest may use: <c>HOST[::GUEST[:ro]]</c>.</summary>
/// <param name="Host">The folder on the host.</param>
/// <param name="Guest">Its name for the guest.</param>
/// <param name="ReadOnly">Whether the guest may only read.</param>
internal sealed record DirectoryGrant(string Host, string Guest, bool ReadOnly)
{
    /// <summary>Reads a grant; false when the host or the guest part is empty.</summary>
    public static bool TryParse(string text, out DirectoryGrant grant)
    {
        int split = text.IndexOf("::", StringComparison.Ordinal);
        string host = split < 0 ? text : text[..split];
        string guest = split < 0 ? text : text[(split + 2)..];
        bool readOnly = split >= 0 && guest.EndsWith(":ro", StringComparison.Ordinal);
        if (readOnly) guest = guest[..^3];
        grant = new DirectoryGrant(host, guest, readOnly);
        return host.Length > 0 && guest.Length > 0;
    }
}
