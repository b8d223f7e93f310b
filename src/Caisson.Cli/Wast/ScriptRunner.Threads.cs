using Caisson.Wasm.Text.Script;

namespace Caisson.Cli.Wast;

// The directives of the threads proposal. A thread is a script of its own that sees the instances it is given.
internal sealed partial class ScriptRunner
{
    private readonly Dictionary<string, Task> _threads = [];

    private void Start(ThreadDirective thread)
    {
        var runner = new ScriptRunner(_path, _engine, _dialect, _report);
        foreach (string shared in thread.Shared) runner._scope.Share(shared, _scope.Instance(shared));
        _threads[thread.Id] = Task.Run(() => runner.Run(thread.Directives));
    }

    private void Wait(WaitDirective wait)
    {
        if (!_threads.Remove(wait.Thread, out Task? thread)) throw new ScriptFailure($"no thread {wait.Thread}");
        thread.GetAwaiter().GetResult();
    }

    /// <summary>Threads that the script doesn't wait for belong to it all the same.</summary>
    private void WaitForAll()
    {
        foreach (Task thread in _threads.Values) thread.GetAwaiter().GetResult();
    }
}
