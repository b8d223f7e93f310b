namespace Caisson.Components.Syntax;

/// <summary>What an index refers to: each sort has an index space of its own in a component. spec: sort, core:sort</summary>
public enum Sort : byte
{
    /// <summary>A core function.</summary>
    CoreFunc,

    /// <summary>A core table.</summary>
    CoreTable,

    /// <summary>A core memory.</summary>
    CoreMemory,

    /// <summary>A core global.</summary>
    CoreGlobal,

    /// <summary>A core tag.</summary>
    CoreTag,

    /// <summary>A core type: a function, structure or array, or the type of a core module.</summary>
    CoreType,

    /// <summary>A core module.</summary>
    CoreModule,

    /// <summary>An instance of a core module, or named core definitions that look like one.</summary>
    CoreInstance,

    /// <summary>A function of the component level.</summary>
    Func,

    /// <summary>A value.</summary>
    Value,

    /// <summary>A type of the component level.</summary>
    Type,

    /// <summary>A component.</summary>
    Component,

    /// <summary>An instance of a component, or named definitions that look like one.</summary>
    Instance,
}

/// <summary>Names and codes of sorts.</summary>
internal static class Sorts
{
    public const int Count = (int)Sort.Instance + 1;

    extension(Sort sort)
    {
        /// <summary>Whether it is one of core WebAssembly.</summary>
        public bool IsCore => sort <= Sort.CoreInstance;

        /// <summary>The text format and messages: <c>core func</c>, <c>instance</c>.</summary>
        public string Text => sort switch
        {
            Sort.CoreFunc => "core func",
            Sort.CoreTable => "core table",
            Sort.CoreMemory => "core memory",
            Sort.CoreGlobal => "core global",
            Sort.CoreTag => "core tag",
            Sort.CoreType => "core type",
            Sort.CoreModule => "core module",
            Sort.CoreInstance => "core instance",
            Sort.Func => "func",
            Sort.Value => "value",
            Sort.Type => "type",
            Sort.Component => "component",
            _ => "instance",
        };
    }
}
