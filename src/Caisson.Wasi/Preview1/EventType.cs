namespace Caisson.Wasi.Preview1;

/// <summary>What a subscription waits for. witx: eventtype</summary>
internal enum EventType : byte
{
    Clock = 0,
    FdRead = 1,
    FdWrite = 2,
}
