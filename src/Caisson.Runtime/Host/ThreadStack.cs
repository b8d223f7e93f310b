using System.Runtime.InteropServices;

namespace Caisson.Runtime;

/// <summary>Where the stack of the current thread ends.</summary>
internal static unsafe partial class ThreadStack
{
    /// <summary>The lowest address that a guest that starts now may use.</summary>
    /// <param name="thread">The current thread.</param>
    /// <param name="maxStack">What the embedder grants, in bytes.</param>
    /// <returns>An address that leaves <see cref="RuntimeLimits.StackReserve"/> to the host.</returns>
    public static nint LimitFor(HostThread thread, int maxStack)
    {
        nint here = (nint)(&maxStack);
        return Math.Max(here - maxStack, thread.LowestStackAddress + RuntimeLimits.StackReserve);
    }

    /// <summary>The lowest address of the current thread's stack.</summary>
    /// <exception cref="PlatformNotSupportedException">The system doesn't tell.</exception>
    public static nint Lowest()
    {
        if (OperatingSystem.IsWindows())
        {
            GetCurrentThreadStackLimits(out nuint low, out _);
            return (nint)low;
        }
        if (OperatingSystem.IsMacOS())
        {
            nint self = pthread_self();
            return pthread_get_stackaddr_np(self) - (nint)pthread_get_stacksize_np(self);
        }
        byte* attributes = stackalloc byte[128];
        if (pthread_getattr_np(pthread_self(), attributes) != 0 || pthread_attr_getstack(attributes, out nint lowest, out _) != 0)
            throw new PlatformNotSupportedException("the bounds of this thread's stack can't be read");
        _ = pthread_attr_destroy(attributes);
        return lowest;
    }

    [LibraryImport("libc")]
    private static partial nint pthread_self();

    [LibraryImport("libc")]
    private static partial int pthread_getattr_np(nint thread, byte* attributes);

    [LibraryImport("libc")]
    private static partial int pthread_attr_getstack(byte* attributes, out nint lowest, out nuint size);

    [LibraryImport("libc")]
    private static partial int pthread_attr_destroy(byte* attributes);

    [LibraryImport("libc")]
    private static partial nint pthread_get_stackaddr_np(nint thread);

    [LibraryImport("libc")]
    private static partial nuint pthread_get_stacksize_np(nint thread);

    [LibraryImport("kernel32")]
    private static partial void GetCurrentThreadStackLimits(out nuint low, out nuint high);
}
