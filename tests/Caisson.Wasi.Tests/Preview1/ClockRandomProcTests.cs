using Caisson.Runtime;
using Caisson.Wasi.Preview1;

namespace Caisson.Wasi.Tests.Preview1;

public sealed class ClockRandomProcTests
{
    [Fact]
    public void Clocks_follow_the_host_and_monotonic_time_starts_with_the_guest()
    {
        var time = new ManualTime();
        using var guest = new Guest(new WasiOptions { Clock = time });
        time.Milliseconds += 1500;
        Assert.Equal(1_700_000_001_500_000_000UL, Now(guest, ClockId.Realtime));
        Assert.Equal(1_500_000_000UL, Now(guest, ClockId.Monotonic));
        Assert.Equal(1_500_000_000UL, Now(guest, ClockId.ProcessCpuTime));
        Assert.Equal(1_500_000_000UL, Now(guest, ClockId.ThreadCpuTime));
        Assert.Equal(Errno.Invalid, guest.Functions.Clock.TimeGet(guest.Memory, (ClockId)4, Guest.Result));
        Assert.Equal(Errno.Success, guest.Functions.Clock.ResGet(guest.Memory, ClockId.Monotonic, Guest.Result));
        Assert.Equal(1_000_000UL, guest.ResultAs<ulong>());
        Assert.Equal(Errno.Success, guest.Functions.Clock.ResGet(guest.Memory, ClockId.Realtime, Guest.Result));
        Assert.Equal(100UL, guest.ResultAs<ulong>());
        Assert.Equal(Errno.Invalid, guest.Functions.Clock.ResGet(guest.Memory, (ClockId)uint.MaxValue, Guest.Result));
    }

    [Fact]
    public void Random_numbers_differ_unless_the_host_wants_them_repeated()
    {
        Assert.NotEqual(Draw(null), Draw(null));
        Assert.Equal(Draw(new System.Random(1)), Draw(new System.Random(1)));
    }

    [Fact]
    public void Random_buffers_are_checked_before_anything_is_written()
    {
        using var guest = new Guest();
        Assert.Throws<TrapException>(() => guest.Functions.Random.Get(guest.Memory, 0, uint.MaxValue));
        Assert.Throws<TrapException>(() => guest.Functions.Random.Get(guest.Memory, 65536 * 2 - 1, 2));
        Assert.True(guest.Memory.Span(0, 65536).IndexOfAnyExcept((byte)0) < 0);
        Assert.Equal(Errno.Success, guest.Functions.Random.Get(guest.Memory, 0, 65536 * 2));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(255), InlineData(-1)]
    public void Exit_codes_reach_the_host(int code) =>
        Assert.Equal(code, Assert.Throws<WasiExitException>(() => ProcFunctions.Exit(code)).ExitCode);

    [Fact]
    public void Signals_do_what_they_do_to_a_process_that_ignores_them()
    {
        Assert.Equal(134, Assert.Throws<WasiExitException>(() => ProcFunctions.Raise(6)).ExitCode);
        Assert.Equal(143, Assert.Throws<WasiExitException>(() => ProcFunctions.Raise(15)).ExitCode);
        Assert.Equal(Errno.Success, ProcFunctions.Raise(0));
        Assert.Equal(Errno.Success, ProcFunctions.Raise(16));
        Assert.Equal(Errno.NotSupported, ProcFunctions.Raise(18));
        Assert.Equal(Errno.Invalid, ProcFunctions.Raise(31));
    }

    private static ulong Now(Guest guest, ClockId clock)
    {
        Assert.Equal(Errno.Success, guest.Functions.Clock.TimeGet(guest.Memory, clock, Guest.Result));
        return guest.ResultAs<ulong>();
    }

    private static byte[] Draw(System.Random? random)
    {
        using var guest = new Guest(new WasiOptions { Random = random });
        Assert.Equal(Errno.Success, guest.Functions.Random.Get(guest.Memory, Guest.Buffer, 32));
        return guest.Memory.Span(Guest.Buffer, 32).ToArray();
    }

    private sealed class ManualTime : TimeProvider
    {
        public long Milliseconds { get; set; } = 1_700_000_000_000;

        public override long TimestampFrequency => 1000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

        public override long GetTimestamp() => Milliseconds;
    }
}
