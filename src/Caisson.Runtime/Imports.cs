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
    private readonly Dictionary<(string Module, string Name), object> _items = [];

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
    public bool Contains(string module, string name) => _items.ContainsKey((module, name));

    /// <summary>What is offered under two names.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <returns>A delegate or an <see cref="Extern"/>; null when nothing is.</returns>
    public object? Find(string module, string name) => _items.GetValueOrDefault((module, name));

    /// <summary>Everything that is offered: delegates and <see cref="Extern"/>s.</summary>
    public IEnumerator<KeyValuePair<(string Module, string Name), object>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal Extern? Resolve(Engine engine, string module, string name) => _items.GetValueOrDefault((module, name)) switch
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
        _items[(module, name)] = item;
    }
}
