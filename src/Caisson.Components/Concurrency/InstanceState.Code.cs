using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>Code of the instance that runs as no call of a function: start functions and allocators.</summary>
internal sealed partial class InstanceState
{
    private static readonly ComponentFuncType StartType = new([], null, IsAsync: false);

    private GuestThread? _allocating;

    /// <summary>What the core instances of the tree begin with, in the order in which they are made; null where their own code says. At the root.</summary>
    public InstanceImage[]? Images { get; init; }

    /// <summary>Makes a core instance.</summary>
    public Instance Instantiate(Module module, Imports imports)
    {
        if (Root.Images is { } images) return Caisson.Runtime.Instantiation.FromImage(module, imports, images[AllCoreInstances.Count], Add);
        Instance? instance = null;
        Start(() => instance = module.Instantiate(imports, Add));
        return instance!;
    }

    /// <summary>Runs start functions, which are no calls of anybody but may do what a function may that isn't async-typed. spec: Interaction with the start function</summary>
    private void Start(Action start)
    {
        (bool mayEnter, GuestTask? outer) = (MayEnter, SyncTask);
        GuestThread thread = NewThread();
        thread.Index = Threads.Add(thread);
        (MayEnter, SyncTask) = (false, thread.Task);
        Running outerThread = Store.Running;
        Store.Current = thread;
        try
        {
            start();
        }
        catch (Exception e) when (Poisoned(e))
        {
            throw;
        }
        finally
        {
            Store.Running = outerThread;
        }
        (MayEnter, SyncTask) = (mayEnter, outer);
        Threads.Remove(thread.Index.Value);
    }

    /// <summary>Calls an allocator, which has variables of its own and may call nobody. abi: reallocate</summary>
    public Reallocate Realloc(Function function, bool is64)
    {
        Reallocate realloc = CanonicalOptions.ReallocateWith(function, is64);
        return (oldAddress, oldSize, alignment, newSize) =>
        {
            Running outer = Store.Running;
            Store.Current = _allocating ??= NewThread();
            _allocating.Storage.AsSpan().Clear();
            try
            {
                return realloc(oldAddress, oldSize, alignment, newSize);
            }
            catch (WasmException e)
            {
                throw TaskErrors.Uncaught(e);
            }
            finally
            {
                Store.Running = outer;
            }
        };
    }

    private GuestThread NewThread() => new(new GuestTask(StartType, new CanonicalOptions(), this, Nobody.Instance));

    private sealed class Nobody : ITaskCaller
    {
        public static readonly Nobody Instance = new();

        public GuestTask? Task => null;

        public ComponentValue[] OnStart() => [];

        public void OnResolve(ComponentValue[]? result)
        {
        }

        public void OnFailure(Exception failure)
        {
        }
    }
}
