using System.Diagnostics.CodeAnalysis;

namespace Caisson.Wasi;

/// <summary>The messages of this project, all about what the host granted.</summary>
internal static class Errors
{
    [DoesNotReturn]
    public static void DirectoriesNotSupported() =>
        throw new PlatformNotSupportedException("directories can be granted to guests only on Linux x64 and arm64: other systems lack a way to keep a guest inside them");

    public static Exception PreopenFailed(WasiPreopen preopen, Errno errno)
    {
        string what = $"cannot open the directory '{preopen.HostPath}' that is granted as '{preopen.GuestPath}'";
        return errno switch
        {
            Errno.NoEntry => new DirectoryNotFoundException($"{what}: it does not exist"),
            Errno.NotDirectory => new DirectoryNotFoundException($"{what}: it is not a directory"),
            Errno.Access or Errno.NotPermitted => new UnauthorizedAccessException($"{what}: permission denied"),
            Errno.ProcessFilesFull or Errno.SystemFilesFull => new IOException($"{what}: too many open files"),
            _ => new IOException($"{what}: {errno}"),
        };
    }

    [DoesNotReturn]
    public static void NoCancellation(Errno errno) => throw new IOException($"cannot prepare to cancel the guest's waits: {errno}");

    public static IOException NotANumber(string key) => new($"the value of '{key}' is no decimal number below 2^64");

    public static IOException NumberTooLarge(string key) => new($"the value of '{key}' would be 2^64 or more");

    public static IOException StoreFull() => new($"the store is full: it takes {Limits.StoreBytes} bytes of keys and values");

    public static IOException TooMuchAtOnce() => new($"more than {Limits.StoreBytes} bytes of values are asked for at once");

    public static ArgumentException NotThreaded(string what) => new($"the module imports wasi thread-spawn, but {what}");

    public static InvalidOperationException RanAlready() => new("the program ran already: one of these runs one program once");

    [DoesNotReturn]
    public static void ZeroInString(string what) => throw new ArgumentException($"{what} contains a zero character, which guests take for its end");

    [DoesNotReturn]
    public static void BadVariableName(string name) => throw new ArgumentException($"'{name}' is not a name for an environment variable: it is empty or contains '='");

    [DoesNotReturn]
    public static void TooManyGrants(int max) => throw new ArgumentException($"more descriptors are granted than the guest may have ({max})");
}
