using System.Collections.Frozen;
using Caisson.Components.Syntax;
using Caisson.Components.Text.Encode;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Components.Text.Definitions;

// Functions, which are what the canonical ABI makes, or come from elsewhere. spec: canon
internal sealed partial class DefinitionParser
{
    private static readonly FrozenDictionary<string, CanonKind>.AlternateLookup<ReadOnlySpan<char>> CanonKinds =
        Canons.All.ToFrozenDictionary(kind => kind.Text, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Parses the rest of <c>(canon …</c>: what it makes stands at its end.</summary>
    private void Canon()
    {
        if (_reader.TryKeyword("lift"))
        {
            Func<Reference, Encoding> lift = Lift();
            _reader.Open("func");
            DefinitionName id = DefinitionName.Read(_reader);
            Encoding function = lift(FuncTypeUse());
            _reader.Close();
            Define(Sort.Func, id, ComponentSection.Canon, function);
            return;
        }
        Encoding builtIn = CoreCanon();
        _reader.Open("core");
        if (!_reader.TryKeyword("func")) throw _reader.Unexpected();
        DefinitionName name = DefinitionName.Read(_reader);
        _reader.Close();
        Define(Sort.CoreFunc, name, ComponentSection.Canon, builtIn);
    }

    /// <summary>Parses the rest of <c>(func …</c>: an import, an alias, or a type and what is lifted.</summary>
    private void Func()
    {
        if (BeginDefinition(Sort.Func, FuncTypeUse, out DefinitionName name, out List<byte[]> exports)) return;
        Reference type = FuncTypeUse();
        _reader.Open("canon");
        if (!_reader.TryKeyword("lift")) throw _reader.Unexpected();
        Encoding function = Lift()(type);
        _reader.Close();
        AddInlineExports(exports, Sort.Func, Define(Sort.Func, name, ComponentSection.Canon, function));
    }

    /// <summary>Parses the rest of <c>(core func …</c>: an alias or what the canonical ABI makes.</summary>
    private void CoreFunc()
    {
        DefinitionName name = DefinitionName.Read(_reader);
        if (TryInlineAlias(Sort.CoreFunc, name, out _)) return;
        _reader.Open("canon");
        Encoding builtIn = CoreCanon();
        _reader.Close();
        Define(Sort.CoreFunc, name, ComponentSection.Canon, builtIn);
    }

    private Func<Reference, Encoding> Lift()
    {
        Reference function = IndexOrReference(Sort.CoreFunc);
        Encoding options = CanonOptions();
        return type => target =>
        {
            uint typeIndex = Resolve(type);
            target.Bytes([(byte)CanonKind.Lift, 0x00]);
            target.Unsigned(Resolve(function));
            options(target);
            target.Unsigned(typeIndex);
        };
    }

    /// <summary>Parses a canonical definition that makes a core function.</summary>
    private Encoding CoreCanon()
    {
        if (_reader.Kind != TokenKind.Keyword || !CanonKinds.TryGetValue(_reader.Text, out CanonKind kind) || kind == CanonKind.Lift)
            throw _reader.Unexpected();
        _reader.Next();
        Encoding[] immediates = Immediates(kind.Shape);
        return target =>
        {
            target.Byte((byte)kind);
            foreach (Encoding immediate in immediates) immediate(target);
        };
    }

    private Encoding[] Immediates(CanonShape shape) => shape switch
    {
        CanonShape.Lower => [Lowered(), CanonOptions()],
        CanonShape.Type => [CanonIndex(Sort.Type)],
        CanonShape.TypeOptions => [CanonIndex(Sort.Type), CanonOptions()],
        CanonShape.TypeAsync => [CanonIndex(Sort.Type), CanonFlag("async")],
        CanonShape.Options => [CanonOptions()],
        CanonShape.TaskReturn => [TaskResult(), CanonOptions()],
        CanonShape.Context => [ContextSlot()],
        CanonShape.Async => [CanonFlag("async")],
        CanonShape.Cancel => [CanonFlag("cancellable")],
        CanonShape.CancelMemory => [CanonFlag("cancellable"), Memory()],
        CanonShape.TypeTable => [CanonIndex(Sort.CoreType), CanonIndex(Sort.CoreTable)],
        CanonShape.Shared => [CanonFlag("shared")],
        CanonShape.SharedType => [CanonFlag("shared"), CanonIndex(Sort.CoreType)],
        CanonShape.SharedTypeTable => [CanonFlag("shared"), CanonIndex(Sort.CoreType), CanonIndex(Sort.CoreTable)],
        _ => [],
    };

    private Encoding Lowered()
    {
        Reference function = IndexOrReference(Sort.Func);
        return target =>
        {
            target.Byte(0x00);
            target.Unsigned(Resolve(function));
        };
    }

    private Encoding CanonIndex(Sort sort)
    {
        Reference reference = IndexOrReference(sort);
        return target => target.Unsigned(Resolve(reference));
    }

    private Encoding CanonFlag(string keyword)
    {
        bool isSet = _reader.TryKeyword(keyword);
        return target => target.Flag(isSet);
    }

    private Encoding TaskResult()
    {
        ValTypeReference? result = null;
        if (_reader.TryOpen("result"))
        {
            result = ValType();
            _reader.Close();
        }
        return target => WriteResultList(target, result);
    }

    private Encoding ContextSlot()
    {
        ValType type = CoreTypes.ValType();
        uint slot = (uint)_reader.Nat(32);
        return target =>
        {
            target.ValType(type);
            target.Unsigned(slot);
        };
    }

    private Encoding Memory()
    {
        _reader.Open("memory");
        return CoreItem(Sort.CoreMemory);
    }

    /// <summary>
    /// Parses the rest of <c>(memory …)</c> and the like: an index, a reference, or an index with the name of an export, as tools wrote
    /// it before there were references.
    /// </summary>
    private Encoding CoreItem(Sort sort)
    {
        Reference reference = IsIndex ? IndexAndExports(sort) : IndexOrReference(sort);
        _reader.Close();
        return target => target.Unsigned(Resolve(reference));
    }

    /// <summary>spec: canonopt</summary>
    private Encoding CanonOptions()
    {
        List<(byte Code, Encoding? Item)> options = [];
        while (TryCanonOption() is { } option) options.Add(option);
        return target =>
        {
            target.Unsigned((ulong)options.Count);
            foreach ((byte code, Encoding? item) in options)
            {
                target.Byte(code);
                item?.Invoke(target);
            }
        };
    }

    private (byte Code, Encoding? Item)? TryCanonOption()
    {
        if (_reader.TryKeyword("string-encoding=utf8")) return (0x00, null);
        if (_reader.TryKeyword("string-encoding=utf16")) return (0x01, null);
        if (_reader.TryKeyword("string-encoding=latin1+utf16")) return (0x02, null);
        if (_reader.TryOpen("memory")) return (0x03, CoreItem(Sort.CoreMemory));
        if (_reader.TryOpen("realloc")) return (0x04, CoreItem(Sort.CoreFunc));
        if (_reader.TryOpen("post-return")) return (0x05, CoreItem(Sort.CoreFunc));
        if (_reader.TryKeyword("async")) return (0x06, null);
        if (_reader.TryOpen("callback")) return (0x07, CoreItem(Sort.CoreFunc));
        // The last two are of a proposal for garbage-collected values, which the pinned specification doesn't have.
        if (_reader.TryOpen("core-type")) return (0x08, CoreItem(Sort.CoreType));
        return _reader.TryKeyword("gc") ? (0x09, null) : null;
    }
}
