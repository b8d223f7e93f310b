namespace Caisson.Fuzz.Running;

/// <summary>Something that must not happen, and the input that makes it happen.</summary>
/// <param name="Message">What happened; the first line tells findings of one kind apart from others.</param>
/// <param name="Input">The input, made small where that is possible.</param>
/// <param name="Extension">Of the file it is saved to.</param>
internal sealed record Finding(string Message, byte[] Input, string Extension)
{
    /// <summary>Saves the input and, beside it, the message.</summary>
    /// <returns>The path of the input.</returns>
    public string Save(string folder, string target, int seed)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, $"{target}-{seed}{Extension}");
        File.WriteAllBytes(path, Input);
        File.WriteAllText(path + ".txt", $"seed {seed}\n{Message}\n");
        return path;
    }
}
