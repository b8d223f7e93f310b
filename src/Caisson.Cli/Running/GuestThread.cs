using System.Runtime.ExceptionServices;

namespace Caisson.Cli.Running;

/// <summary>A thread for the guest: the main thread's stack may be smaller than what the guest was granted.</summary>
internal static class GuestThread
{
    /// <summary>What the engine and host functions need beside the guest, in bytes.</summary>
    private const int Margin = 2 << 20;

    /// <summary>Runs an action on a thread of its own and waits for it. Its exception becomes the caller's.</summary>
    /// <param name="guestStack">Stack that the guest may use, in bytes.</param>
    /// <param name="action">What to run.</param>
    public static int Run(int guestStack, Func<int> action)
    {
        int result = 0;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(Body, checked(guestStack + Margin)) { Name = "guest" };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;

        void Body()
        {
            try
            {
                result = action();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        }
    }
}
