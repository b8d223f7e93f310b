namespace Caisson.Runtime;

/// <summary>What a <see cref="CodeCache"/> does about a module whose code it doesn't have. The module runs at once in any case.</summary>
public enum CacheFilling
{
    /// <summary>The code is made by a thread of this process and a process of the compiler, both of low priority. What isn't ready when the process ends is made by the next.</summary>
    Background,

    /// <summary>The module is put into the folder, for whoever fills the cache: another process, or a later one.</summary>
    Deferred,

    /// <summary>Nothing: what is there is used.</summary>
    Never,
}
