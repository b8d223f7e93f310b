using System.Text;
using Caisson.Cli.Input;

namespace Caisson.Cli.Output;

/// <summary>A file that is written piece by piece, and replaces what is there only when all of it has been written.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">As the user wrote it.</param>
    /// <param name="write">Writes the text.</param>
    /// <exception cref="Failure">It can't be written: which one and why.</exception>
    public static void Write(string path, Action<TextWriter> write)
    {
        string partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            using (var writer = new StreamWriter(partial, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))) write(writer);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception error) when (PathErrors.IsAboutPath(error))
        {
            throw new Failure(ExitCode.Usage, $"can't write `{path}`: {PathErrors.Reason(path, error)}");
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
