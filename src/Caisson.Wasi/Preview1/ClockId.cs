namespace Caisson.Wasi.Preview1;

/// <summary>A clock. witx: clockid</summary>
internal enum ClockId : uint
{
    Realtime = 0,
    Monotonic = 1,
    ProcessCpuTime = 2,
    ThreadCpuTime = 3,
}
