using Caisson.Components.Syntax;
using Caisson.Components.Text.Encode;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Components.Text.Definitions;

// Instances of both levels. spec: instance, core:instance
internal sealed partial class DefinitionParser
{
    /// <summary>Parses the rest of <c>(instance …</c>.</summary>
    private void Instance()
    {
        if (BeginDefinition(Sort.Instance, InstanceTypeUse, out DefinitionName name, out List<byte[]> exports)) return;
        Encoding instance = _reader.TryOpen("instantiate") ? Instantiate() : InstanceOfExports();
        AddInlineExports(exports, Sort.Instance, Define(Sort.Instance, name, ComponentSection.Instance, instance));
    }

    /// <summary>spec: instantiate</summary>
    private Encoding Instantiate()
    {
        Reference component = IndexOrReference(Sort.Component);
        List<(string Name, Reference Item)> arguments = [];
        while (_reader.TryOpen("with"))
        {
            arguments.Add((_reader.Name(), Argument()));
            _reader.Close();
        }
        _reader.Close();
        return target =>
        {
            target.Byte(0x00);
            target.Unsigned(Resolve(component));
            target.Unsigned((ulong)arguments.Count);
            foreach ((string name, Reference item) in arguments)
            {
                target.Name(name);
                target.Sort(item.Sort);
                target.Unsigned(Resolve(item));
            }
        };
    }

    /// <summary>Parses an argument; an instance that is written inline is defined at once. spec: instantiatearg</summary>
    private Reference Argument()
    {
        if (!IsInlineInstance) return ExternIndex();
        _reader.Position += 2;
        Encoding instance = InstanceOfExports();
        _reader.Close();
        return Reference.To(Sort.Instance, Define(Sort.Instance, default, ComponentSection.Instance, instance));
    }

    private bool IsInlineInstance => _reader.IsOpen("instance") && _reader.KindAt(2) is not (TokenKind.Id or TokenKind.Nat);

    /// <summary>Parses exports up to the closing parenthesis. spec: inlineexport</summary>
    private Encoding InstanceOfExports()
    {
        List<(byte[] Name, Reference Item)> exports = [];
        while (_reader.TryOpen("export"))
        {
            exports.Add((ExternName(), ExternIndex()));
            _reader.Close();
        }
        return target =>
        {
            target.Byte(0x01);
            target.Unsigned((ulong)exports.Count);
            foreach ((byte[] name, Reference item) in exports)
            {
                target.Bytes(name);
                target.Sort(item.Sort);
                target.Unsigned(Resolve(item));
            }
        };
    }

    /// <summary>Parses the rest of <c>(core instance …</c>.</summary>
    private void CoreInstance()
    {
        DefinitionName name = DefinitionName.Read(_reader);
        Encoding instance = _reader.TryOpen("instantiate") ? CoreInstantiate() : CoreInstanceOfExports();
        Define(Sort.CoreInstance, name, ComponentSection.CoreInstance, instance);
    }

    /// <summary>spec: core:instantiate</summary>
    private Encoding CoreInstantiate()
    {
        Reference module = IndexOrReference(Sort.CoreModule);
        List<(string Name, Reference Instance)> arguments = [];
        while (_reader.TryOpen("with"))
        {
            arguments.Add((_reader.Name(), CoreArgument()));
            _reader.Close();
        }
        _reader.Close();
        return target =>
        {
            target.Byte(0x00);
            target.Unsigned(Resolve(module));
            target.Unsigned((ulong)arguments.Count);
            foreach ((string name, Reference instance) in arguments)
            {
                target.Name(name);
                target.CoreSort(Sort.CoreInstance);
                target.Unsigned(Resolve(instance));
            }
        };
    }

    /// <summary>Parses an argument; an instance that is written inline is defined at once. spec: core:instantiatearg</summary>
    private Reference CoreArgument()
    {
        bool isInline = IsInlineInstance;
        _reader.Open("instance");
        if (!isInline) return RestOfReference(Sort.CoreInstance);
        Encoding instance = CoreInstanceOfExports();
        _reader.Close();
        return Reference.To(Sort.CoreInstance, Define(Sort.CoreInstance, default, ComponentSection.CoreInstance, instance));
    }

    /// <summary>Parses exports up to the closing parenthesis. spec: core:inlineexport</summary>
    private Encoding CoreInstanceOfExports()
    {
        List<(string Name, Reference Item)> exports = [];
        while (_reader.TryOpen("export"))
        {
            string name = _reader.Name();
            _reader.Expect(TokenKind.Open);
            exports.Add((name, RestOfReference(CoreSort())));
            _reader.Close();
        }
        return target =>
        {
            target.Byte(0x01);
            target.Unsigned((ulong)exports.Count);
            foreach ((string name, Reference item) in exports)
            {
                target.Name(name);
                target.CoreSort(item.Sort);
                target.Unsigned(Resolve(item));
            }
        };
    }
}
