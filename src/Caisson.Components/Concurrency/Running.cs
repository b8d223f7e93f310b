namespace Caisson.Components.Concurrency;

/// <summary>Whose code runs. abi: current_thread</summary>
/// <param name="Thread">The thread; of the caller, where the other two say more.</param>
/// <param name="Unregistered">A call whose thread isn't in its instance's table, as nothing has asked for it.</param>
/// <param name="Adapter">The number of the adapter whose callee runs, on top of those; 0 for none.</param>
internal readonly record struct Running(GuestThread? Thread, SyncTask? Unregistered, int Adapter);
