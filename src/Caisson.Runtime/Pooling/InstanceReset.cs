using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// Makes an instance what its image says, again and again: everything that its code can change, and what the host may have been given. Tables are only looked at
/// when they were written. Entry points stay. Not thread-safe: for whoever has the instance.
/// </summary>
internal sealed class InstanceReset
{
    private readonly InstanceImage _image;
    private readonly IReadOnlyList<Instance> _linked;
    private readonly MemoryRegion[] _memories;
    private readonly Global[] _variables;
    private readonly Value[] _values;
    private readonly Table[] _tables;
    private readonly object?[]?[] _elems;

    /// <summary>Gives an instance the state of the image for the first time. Its memories have it already.</summary>
    /// <param name="image">The image.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="linked">It, and those that it is linked to, as when the image was taken.</param>
    public InstanceReset(InstanceImage image, Instance instance, IReadOnlyList<Instance> linked)
    {
        ModuleSyntax syntax = instance.Module.Syntax;
        ImportCounts imported = syntax.ImportCounts;
        (_image, _linked) = (image, linked);
        _memories = [.. Enumerable.Range(imported.Memories, image.Memories.Length).Select(i => instance.MemoryAt(i).Region)];
        _tables = [.. Enumerable.Range(imported.Tables, syntax.Tables.Length - imported.Tables).Select(instance.TableAt)];
        _elems = image.Elems(linked);
        Value[] values = image.Globals(linked);
        for (int i = 0; i < values.Length; i++) instance.GlobalAt(imported.Globals + i).Store(values[i]);
        int[] variables = [.. Enumerable.Range(0, values.Length).Where(i => syntax.Globals[imported.Globals + i].Mutable)];
        _variables = [.. variables.Select(i => instance.GlobalAt(imported.Globals + i))];
        _values = [.. variables.Select(i => values[i])];
        for (int i = 0; i < _tables.Length; i++) _tables[i].Restore(image.Table(linked, i));
        RestoreSegments(instance);
        bool countsFuel = instance.Module.Engine.Options.Fuel is not null;
        HasWork = countsFuel || _memories.Length + _variables.Length + _tables.Length + _elems.Length + image.DataDropped.Length > 0;
    }

    /// <summary>Whether there is anything that the instance's code can change.</summary>
    public bool HasWork { get; }

    /// <summary>Resets an instance that nobody is inside.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="way">How memories get back.</param>
    /// <param name="keptBytes">How much of what was written to a memory stays with it.</param>
    /// <returns>False when it can't be used again: the host has its objects, it is interrupted or may still be, or the system can't restore its memory.</returns>
    public bool TryRun(Instance instance, MemoryReset way, long keptBytes)
    {
        if (instance.IsExposed || instance.IsArmed) return false;
        instance.State = null;
        instance.HideMemory();
        foreach (MemoryRegion memory in _memories)
            if (!memory.TryRestore(way, keptBytes)) return false;
        for (int i = 0; i < _variables.Length; i++) _variables[i].Store(_values[i]);
        for (int i = 0; i < _tables.Length; i++)
            if (_tables[i].TakeWritten()) _tables[i].Restore(_image.Table(_linked, i));
        RestoreSegments(instance);
        instance.ResetFuel();
        return true;
    }

    private void RestoreSegments(Instance instance)
    {
        _elems.CopyTo(instance.Elems, 0);
        _image.DataDropped.CopyTo(instance.DataDropped);
    }
}
