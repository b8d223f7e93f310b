using System.Collections.Frozen;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>
/// The names that a module carries for people. They are no part of its meaning, so a malformed name section is not an error: what
/// stands before the mistake counts. spec: binary-namesec
/// </summary>
internal static class NameSectionDecoder
{
    private enum Subsection : byte
    {
        Module, Functions, Locals, Labels, Types, Tables, Memories, Globals, Elems, Datas, Fields, Tags,
    }

    public static NameSection Decode(ModuleSyntax module)
    {
        CustomSection? section = module.CustomSections.FirstOrDefault(custom => custom.Name == "name");
        if (section is null) return NameSection.Empty;
        Tables tables = new(module);
        bool complete = module.CustomSections.Count(custom => custom.Name == "name") == 1;
        try
        {
            BinaryCursor cursor = new(module.Bytes.Span, section.Content);
            while (!cursor.AtEnd)
            {
                Subsection id = (Subsection)cursor.ReadByte();
                BinaryCursor content = cursor.Within(cursor.ReadRange());
                tables.Decode(id, ref content);
            }
        }
        catch (MalformedException)
        {
            // Lenient by design: see above.
            complete = false;
        }
        return tables.Freeze(complete);
    }

    private sealed class Tables(ModuleSyntax syntax)
    {
        private readonly Dictionary<uint, string>[] _flat = [.. Enum.GetValues<Subsection>().Select(_ => new Dictionary<uint, string>())];
        private readonly Dictionary<(uint, uint), string> _locals = [], _labels = [], _fields = [];
        private string? _module;

        public void Decode(Subsection id, ref BinaryCursor content)
        {
            switch (id)
            {
                case Subsection.Module: _module = content.ReadName(); break;
                case Subsection.Locals: DecodeIndirect(ref content, _locals); break;
                case Subsection.Labels: DecodeIndirect(ref content, _labels); break;
                case Subsection.Fields: DecodeIndirect(ref content, _fields); break;
                case <= Subsection.Tags: DecodeMap(ref content, _flat[(int)id], SpaceOf(id)); break;
            }
        }

        /// <summary>spec: binary-namemap</summary>
        private static void DecodeMap(ref BinaryCursor content, Dictionary<uint, string> names, int space)
        {
            int count = content.ReadLength();
            for (int i = 0; i < count; i++)
            {
                uint index = content.ReadU32();
                string name = content.ReadName();
                // Names of what isn't there serve nobody but one who looks for indices that collide in a hash table.
                if (index < (uint)space) names.TryAdd(index, name);
            }
        }

        private int SpaceOf(Subsection id) => id switch
        {
            Subsection.Functions => syntax.Functions.Length,
            Subsection.Types => syntax.Types.Length,
            Subsection.Tables => syntax.Tables.Length,
            Subsection.Memories => syntax.Memories.Length,
            Subsection.Globals => syntax.Globals.Length,
            Subsection.Elems => syntax.Elems.Length,
            Subsection.Datas => syntax.Datas.Length,
            _ => syntax.Tags.Length,
        };

        /// <summary>spec: binary-indirectnamemap</summary>
        private static void DecodeIndirect(ref BinaryCursor content, Dictionary<(uint, uint), string> names)
        {
            int outerCount = content.ReadLength();
            for (int i = 0; i < outerCount; i++)
            {
                uint outer = content.ReadU32();
                int count = content.ReadLength();
                for (int j = 0; j < count; j++) names.TryAdd((outer, content.ReadU32()), content.ReadName());
            }
        }

        public NameSection Freeze(bool complete) => new()
        {
            IsComplete = complete,
            Module = _module,
            Functions = Freeze(Subsection.Functions),
            Locals = _locals.ToFrozenDictionary(),
            Labels = _labels.ToFrozenDictionary(),
            Types = Freeze(Subsection.Types),
            Tables = Freeze(Subsection.Tables),
            Memories = Freeze(Subsection.Memories),
            Globals = Freeze(Subsection.Globals),
            Elems = Freeze(Subsection.Elems),
            Datas = Freeze(Subsection.Datas),
            Fields = _fields.ToFrozenDictionary(),
            Tags = Freeze(Subsection.Tags),
        };

        private FrozenDictionary<uint, string> Freeze(Subsection id) => _flat[(int)id].ToFrozenDictionary();
    }
}
