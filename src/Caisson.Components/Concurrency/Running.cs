namespace Caisson.Components.Concurrency;

/// <summary>Whose code runs. abi: current_thread</summary>
/// <param name="Thread">The thread; of the caller, where <paramref name="Unregistered"/> isn't null.</param>
/// <param name="Unregistered">A call whose thread isn't in its instance's table, as nothing has asked for it.</param>
internal readonly record struct Running(GuestThread? Thread, SyncTask? Unregistered);
