using Caisson.Runtime;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// Where an image goes. A file appears whole or not at all, and a link stays one; what is no file, a device or a pipe, is written to and never replaced.
/// </summary>
internal sealed class ImageDestination
{
    private readonly string _path;
    private readonly bool _isFile;

    public ImageDestination(string path)
    {
        _path = Path.GetFullPath(path);
        if (new FileInfo(_path).LinkTarget is not null) _path = File.ResolveLinkTarget(_path, returnFinalTarget: true)!.FullName;
        _isFile = !FileOwner.TryRead(_path, out _, out _, out FileKind kind) || kind == FileKind.Regular;
        string folder = _isFile ? Path.GetDirectoryName(_path)! : Path.GetTempPath();
        Scratch = Path.Combine(folder, $"{Path.GetFileName(_path)}.{Guid.NewGuid():N}.tmp");
    }

    /// <summary>How the names of files begin that lead to it.</summary>
    public string Scratch { get; }

    /// <summary>Gives it what has been made.</summary>
    /// <param name="made">A file whose name begins as <see cref="Scratch"/>.</param>
    public void Take(string made)
    {
        if (_isFile)
        {
            File.Move(made, _path, overwrite: true);
            return;
        }
        using FileStream source = File.OpenRead(made);
        using FileStream destination = new(_path, FileMode.Open, FileAccess.Write);
        source.CopyTo(destination);
    }
}
