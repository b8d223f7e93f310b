using Caisson.Components.Syntax;
using Caisson.Components.Text.Encode;
using Caisson.Components.Text.Scopes;
using Caisson.Wasm.Text;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Components.Text.Definitions;

// Definitions that give an index to something of another scope. spec: alias
internal sealed partial class DefinitionParser
{
    /// <summary>Parses the rest of <c>(alias …</c>. spec: alias</summary>
    private void Alias()
    {
        Func<Sort, Encoding> target = AliasTarget();
        _reader.Expect(TokenKind.Open);
        Sort sort = AnySort();
        DefinitionName name = DefinitionName.Read(_reader);
        _reader.Close();
        Define(sort, name, ComponentSection.Alias, target(sort));
    }

    /// <summary>Parses an alias inside the definition that it makes, if one comes next.</summary>
    private bool TryInlineAlias(Sort sort, DefinitionName name, out uint index)
    {
        index = 0;
        if (!IsInlineAlias) return false;
        _reader.Open("alias");
        Func<Sort, Encoding> target = AliasTarget();
        _reader.Close();
        index = Define(sort, name, ComponentSection.Alias, target(sort));
        return true;
    }

    /// <summary>Whether an alias comes next that doesn't say of which sort: it is part of a definition rather than one.</summary>
    private bool IsInlineAlias
    {
        get
        {
            if (!_reader.IsOpen("alias")) return false;
            int distance = 2;
            while (_reader.KindAt(distance) is not (TokenKind.Open or TokenKind.Close or TokenKind.End)) distance++;
            return _reader.KindAt(distance) == TokenKind.Close;
        }
    }

    private void CoreAlias(Sort sort, DefinitionName name)
    {
        if (!TryInlineAlias(sort, name, out _)) throw _reader.UnexpectedAfterOpen();
    }

    /// <summary>Parses what is aliased, up to the sort.</summary>
    private Func<Sort, Encoding> AliasTarget()
    {
        if (_reader.TryKeyword("outer")) return OuterTarget();
        bool isCore = _reader.TryKeyword("core");
        if (!_reader.TryKeyword("export")) throw _reader.Unexpected();
        Reference instance = Index(isCore ? Sort.CoreInstance : Sort.Instance);
        string name = _reader.Name();
        return sort =>
        {
            if (isCore ? !sort.IsOfCoreInstance : !sort.IsOfInstance)
                throw TextErrors.At(_reader.Source, instance.Start, ComponentTextErrors.NotExportable(sort.Text));
            return target => target.ExportAlias(sort, Resolve(instance), name);
        };
    }

    private Func<Sort, Encoding> OuterTarget()
    {
        Reference outer = Index(Sort.Component);
        Reference item = Index(Sort.Type);
        return sort =>
        {
            if (!sort.IsOuterAliasable)
                throw TextErrors.At(_reader.Source, item.Start, ComponentTextErrors.NotAliasable(item.Id ?? $"{item.Number}"));
            (uint count, uint index) = ResolveOuter(sort, outer, item);
            return target => target.OuterAlias(sort, count, index);
        };
    }

    /// <summary>The number of scopes outward, and the index there. Numbers aren't checked: that is for validation.</summary>
    private (uint Count, uint Index) ResolveOuter(Sort sort, in Reference outer, in Reference item)
    {
        if (outer.Id is null && item.Id is null) return (outer.Number, item.Number);
        uint count = 0;
        ComponentScope? scope = _scope;
        for (; scope is not null; scope = scope.Parent, count++)
        {
            if (outer.Id is { } id ? scope.Id == id : count == outer.Number) break;
        }
        if (scope is null)
        {
            string message = outer.Id is { } id ? ComponentTextErrors.UnknownOuter(id) : ComponentTextErrors.OuterCount(outer.Number);
            throw TextErrors.At(_reader.Source, outer.Start, message);
        }
        if (item.Id is not { } name) return (count, item.Number);
        return scope[sort].TryFind(name, out uint index)
            ? (count, index)
            : throw TextErrors.At(_reader.Source, item.Start, TextErrors.Unknown(sort.Text, name));
    }
}
