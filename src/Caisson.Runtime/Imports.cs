using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Caisson.Runtime;

/// <summary>
/// What a module may import, by two names. Written once, then given to any number of instantiations; not safe to change while
/// one is under way.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "The specification's noun; it is a collection only for its initializer.")]
public sealed class Imports : IEnumerable<KeyValuePair<(string Module, string Name), object>>
{
    // A delegate becomes a function when a module of some engine asks for it.
    private readonly Dictionary<string, Dictionary<string, object>> _modules = [];

    /// <summary>Offers a function, table, memory, global or tag; replaces an earlier one of the same names.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="external">What is offered.</param>
    public void Add(string module, string name, Extern external) => Set(module, name, external);

    /// <summary>Offers a host function; replaces an earlier one of the same names.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">See <see cref="Function.FromDelegate"/>.</param>
    /// <exception cref="ArgumentException">The signature has no wasm type.</exception>
    public void Add(string module, string name, Delegate function)
    {
        ArgumentNullException.ThrowIfNull(function);
        _ = Function.TypeOfHost(function);
        Set(module, name, function);
    }

    /// <summary>Offers everything that an instance exports.</summary>
    /// <param name="module">First name.</param>
    /// <param name="instance">The instance.</param>
    public void Add(string module, Instance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        foreach ((string name, Extern external) in instance.Exports) Set(module, name, external);
    }

    /// <summary>Whether something is offered under two names.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    public bool Contains(string module, string name) => Find(module, name) is not null;

    /// <summary>What is offered under two names.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <returns>A delegate or an <see cref="Extern"/>; null when nothing is.</returns>
    public object? Find(string module, string name) =>
        _modules.TryGetValue(module, out Dictionary<string, object>? items) && items.TryGetValue(name, out object? item) ? item : null;

    /// <summary>Everything that is offered: delegates and <see cref="Extern"/>s.</summary>
    public IEnumerator<KeyValuePair<(string Module, string Name), object>> GetEnumerator()
    {
        foreach ((string module, Dictionary<string, object> items) in _modules)
            foreach ((string name, object item) in items) yield return new((module, name), item);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal Extern? Resolve(Engine engine, string module, string name) => Find(module, name) switch
    {
        Delegate function => Function.FromDelegate(engine, function),
        object item => (Extern)item,
        null => null,
    };

    private void Set(string module, string name, object item)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(item);
        if (!_modules.TryGetValue(module, out Dictionary<string, object>? items)) _modules.Add(module, items = []);
        items[name] = item;
    }
}
