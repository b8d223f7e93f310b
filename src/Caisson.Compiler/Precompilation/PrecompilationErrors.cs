using Caisson.Runtime;

namespace Caisson.Compiler.Precompilation;

/// <summary>The messages about compiling ahead of time.</summary>
internal static class PrecompilationErrors
{
    public static string NoToolAt(string path) => $"there is no crossgen2 at {path}";

    public static string NoTool(string package, Version runtime) =>
        $"crossgen2 isn't there: restore the NuGet package {package}, version {runtime} or another {runtime.ToString(2)}, or name its path in {ReadyToRunCompiler.PathVariable}";

    public static string NoReferences() => "the assemblies of this program aren't files of their own, so that crossgen2 can't read them";

    public static ReadyToRunException CannotStart(string tool, string why) => new($"{tool} can't be started: {why}");

    public static ReadyToRunException TimedOut(string tool, TimeSpan timeout) => new($"{tool} was stopped: it took longer than {timeout.TotalSeconds} seconds");

    public static ReadyToRunException Failed(string tool, int exitCode, string output) => new($"{tool} failed with exit code {exitCode}: {output.Trim()}");

    public static ReadyToRunException BadOutput(string tool, string why) => new($"{tool} wrote no usable image: {why}");

    public static ImageException NotAnImage(string path) => new(ImageProblem.NotAnImage, $"{path} is no image of this version of Caisson");

    public static IOException NotMapped(string path) => new($"{path} can't be mapped into memory");

    public static ImageException Damaged(string path) => new(ImageProblem.Damaged, $"{path} is cut off, or something in it has changed");

    public static ImageException Mismatch(string path, string why) => new(ImageProblem.Mismatch, $"{path} was made for something else: {why}");

    public static ImageException OtherModule(string path) => Mismatch(path, "it was made of another module");

    public static ImageException Untrusted(string path, string why) =>
        new(ImageProblem.Untrusted, $"{path} isn't trusted: {why}, and images are code; LoadOptions.AllowUntrusted loads it all the same");

    public static NotSupportedException MethodTooLarge(string method) => new($"{method} can't be saved: its IL is larger than expected");

    public static InvalidOperationException NoMachineCode(string why) => new($"there is no machine code: {why}");
}
