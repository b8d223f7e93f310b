using System.Text;

namespace Caisson.Components.Types;

/// <summary>
/// Types for messages, as WIT writes them. What gets long or deep is cut off: a type of a few bytes can have a text of gigabytes.
/// </summary>
internal sealed class TypeText
{
    private const int MaxLength = 500, MaxDepth = 10;
    private readonly StringBuilder _text = new();
    private int _depth;

    public static string Of(ITypeNode type)
    {
        TypeText text = new();
        text.Write(type);
        return text._text.ToString();
    }

    private void Write(ITypeNode? type)
    {
        if (_text.Length > MaxLength || _depth >= MaxDepth)
        {
            _text.Append('…');
            return;
        }
        _depth++;
        switch (type)
        {
            case null: _text.Append('_'); break;
            case PrimType prim: _text.Append(prim.Kind.Text); break;
            case RecordType record: WriteList("record { ", record.Fields, " }", field => WriteNamed(field.Label, field.Type)); break;
            case VariantType variant: WriteList("variant { ", variant.Cases, " }", WriteCase); break;
            case ListType list: WriteList("list<", [list.Element], list.Length is { } length ? $", {length}>" : ">", Write); break;
            case TupleType tuple: WriteParts("tuple<", tuple.Elements); break;
            case FlagsType flags: WriteList("flags { ", flags.Labels, " }", label => _text.Append(label)); break;
            case EnumType @enum: WriteList("enum { ", @enum.Labels, " }", label => _text.Append(label)); break;
            case OptionType option: WriteParts("option<", [option.Some]); break;
            case ResultType { Ok: null, Error: null }: _text.Append("result"); break;
            case ResultType result: WriteParts("result<", [result.Ok, result.Error]); break;
            case MapType map: WriteParts("map<", [map.Key, map.Value]); break;
            case OwnType own: _text.Append("own<").Append(own.Resource).Append('>'); break;
            case BorrowType borrow: _text.Append("borrow<").Append(borrow.Resource).Append('>'); break;
            case StreamType { Element: null }: _text.Append("stream"); break;
            case StreamType stream: WriteParts("stream<", [stream.Element]); break;
            case FutureType { Element: null }: _text.Append("future"); break;
            case FutureType future: WriteParts("future<", [future.Element]); break;
            case ComponentFuncType func: WriteFunc(func); break;
            case InstanceType instance: WriteList("instance { ", instance.Exports, " }", export => WriteNamed(export.Name, export.Type)); break;
            case ComponentType component: WriteComponent(component); break;
            case CoreModuleType module: _text.Append($"core module of {module.Imports.Length} imports and {module.Exports.Length} exports"); break;
            case TypeExternType { Type: ResourceType resource }: _text.Append("resource ").Append(resource); break;
            case TypeExternType extern_: _text.Append("type "); Write((ITypeNode)extern_.Type); break;
        }
        _depth--;
    }

    private void WriteParts(string before, IEnumerable<ComponentValType?> parts) => WriteList(before, parts, ">", Write);

    private void WriteNamed(string name, ITypeNode type)
    {
        _text.Append(name).Append(": ");
        Write(type);
    }

    private void WriteCase(CaseType @case)
    {
        _text.Append(@case.Label);
        if (@case.Type is { } type) WriteList("(", [type], ")", Write);
    }

    private void WriteFunc(ComponentFuncType func)
    {
        WriteList(func.IsAsync ? "async func(" : "func(", func.Parameters, ")", parameter => WriteNamed(parameter.Label, parameter.Type));
        if (func.Result is not { } result) return;
        _text.Append(" -> ");
        Write(result);
    }

    private void WriteComponent(ComponentType component)
    {
        WriteList("component { import ", component.Imports, "; export ", import => WriteNamed(import.Name, import.Type));
        WriteList("", component.Exports, " }", export => WriteNamed(export.Name, export.Type));
    }

    private void WriteList<T>(string before, IEnumerable<T> items, string after, Action<T> write)
    {
        _text.Append(before);
        bool isFirst = true;
        foreach (T item in items)
        {
            if (!isFirst) _text.Append(", ");
            isFirst = false;
            if (_text.Length > MaxLength)
            {
                _text.Append('…');
                break;
            }
            write(item);
        }
        _text.Append(after);
    }
}
