using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Components.Text.Encode;
using Caisson.Components.Text.Scopes;
using Caisson.Wasm.Text;
using Caisson.Wasm.Text.Lexing;

namespace Caisson.Components.Text.Definitions;

// Indices: how they are written, and what they stand for. spec: idx, sortidx
internal sealed partial class DefinitionParser
{
    private bool IsIndex => _reader.Kind is TokenKind.Id or TokenKind.Nat;

    /// <summary>Parses a number or an identifier. spec: idx</summary>
    private Reference Index(Sort sort)
    {
        int start = _reader.Current.Start;
        return _reader.TryId() is { } id
            ? new Reference(sort, start, id, 0, [])
            : new Reference(sort, start, Id: null, (uint)_reader.Nat(32), []);
    }

    /// <summary>Parses the rest of <c>(sort idx name*)</c>. spec: sortidx</summary>
    private Reference RestOfReference(Sort sort)
    {
        Reference reference = IndexAndExports(sort);
        _reader.Close();
        return reference;
    }

    private Reference IndexAndExports(Sort sort)
    {
        Reference reference = Index(sort);
        ImmutableArray<string>.Builder exports = ImmutableArray.CreateBuilder<string>();
        while (_reader.Kind == TokenKind.String) exports.Add(_reader.Name());
        if (exports.Count > 0 && !(sort.IsOfCoreInstance || sort.IsOfInstance))
            throw TextErrors.At(_reader.Source, reference.Start, ComponentTextErrors.NotExportable(sort.Text));
        if (exports.Count > 1 && sort.IsOfCoreInstance) throw _reader.Unexpected();
        return reference with { Exports = exports.DrainToImmutable() };
    }

    /// <summary>Parses <c>idx</c> or <c>(sort idx name*)</c>. spec: {X}idx</summary>
    private Reference IndexOrReference(Sort sort)
    {
        if (IsIndex) return Index(sort);
        _reader.Expect(TokenKind.Open);
        OpenedSort(sort);
        return RestOfReference(sort);
    }

    /// <summary>Takes the keyword of a sort; that of a core one may lack its prefix, as in the core text format.</summary>
    private void OpenedSort(Sort sort)
    {
        if (sort.IsCore) _reader.TryKeyword("core");
        if (!_reader.TryKeyword(KeywordOf(sort))) throw _reader.Unexpected();
    }

    /// <summary>The keyword of a sort without its prefix.</summary>
    private static string KeywordOf(Sort sort) => sort.IsCore ? sort.Text["core ".Length..] : sort.Text;

    /// <summary>Takes the keyword of a sort of which the prefix has been taken. spec: core:sort</summary>
    private Sort CoreSort()
    {
        Sort sort = _reader.Text switch
        {
            "func" => Sort.CoreFunc,
            "table" => Sort.CoreTable,
            "memory" => Sort.CoreMemory,
            "global" => Sort.CoreGlobal,
            "tag" => Sort.CoreTag,
            "type" => Sort.CoreType,
            "module" => Sort.CoreModule,
            "instance" => Sort.CoreInstance,
            _ => throw _reader.Unexpected(),
        };
        _reader.Next();
        return sort;
    }

    /// <summary>Takes the keyword of a sort. spec: sort</summary>
    private Sort AnySort()
    {
        if (_reader.TryKeyword("core")) return CoreSort();
        Sort sort = _reader.Text switch
        {
            "func" => Sort.Func,
            "value" => Sort.Value,
            "type" => Sort.Type,
            "component" => Sort.Component,
            "instance" => Sort.Instance,
            _ => throw _reader.Unexpected(),
        };
        _reader.Next();
        return sort;
    }

    /// <summary>The index that a reference stands for, after the aliases that it needs.</summary>
    private uint Resolve(in Reference reference)
    {
        if (reference.Exports.IsEmpty) return Find(reference.Sort, reference);
        uint index = Find(reference.Sort.IsOfCoreInstance ? Sort.CoreInstance : Sort.Instance, reference);
        for (int i = 0; i < reference.Exports.Length; i++)
        {
            Sort sort = i == reference.Exports.Length - 1 ? reference.Sort : Sort.Instance;
            (uint instance, string name) = (index, reference.Exports[i]);
            index = Define(sort, default, ComponentSection.Alias, target => target.ExportAlias(sort, instance, name));
        }
        return index;
    }

    /// <summary>
    /// The index of a number or an identifier. An identifier of a scope further out stands for an alias, a new one each time: the
    /// identifier stays free in this scope.
    /// </summary>
    private uint Find(Sort sort, in Reference reference)
    {
        if (reference.Id is not { } id) return reference.Number;
        uint count = 0;
        for (ComponentScope? scope = _scope; scope is not null; scope = scope.Parent, count++)
        {
            if (!scope[sort].TryFind(id, out uint index)) continue;
            return count == 0 ? index : DefineOuterAlias(reference with { Sort = sort }, count, index);
        }
        throw TextErrors.At(_reader.Source, reference.Start, TextErrors.Unknown(sort.Text, id));
    }

    private uint DefineOuterAlias(in Reference reference, uint count, uint index)
    {
        Sort sort = reference.Sort;
        if (!sort.IsOuterAliasable)
            throw TextErrors.At(_reader.Source, reference.Start, ComponentTextErrors.NotAliasable(reference.Id!));
        return Define(sort, default, ComponentSection.Alias, target => target.OuterAlias(sort, count, index));
    }
}
