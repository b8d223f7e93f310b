using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

/// <summary>Writes parameters, results or locals: one with a name in a form of its own, those without together. Used once.</summary>
internal struct Declarations(TextOutput output, TypeText types, string keyword, Identifiers ids)
{
    private bool _open;

    /// <summary>Writes the next one.</summary>
    public void Add(uint index, ValType type)
    {
        bool named = ids.Has(index);
        if (named) End();
        if (!_open)
        {
            output.Write(" (");
            output.Write(keyword);
            _open = true;
        }
        ids.Define(output, index);
        output.Write(' ');
        types.ValType(type);
        if (named) End();
    }

    /// <summary>Closes the form that is open, if any.</summary>
    public void End()
    {
        if (_open) output.Write(')');
        _open = false;
    }
}
