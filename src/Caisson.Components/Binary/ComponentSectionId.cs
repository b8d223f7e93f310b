namespace Caisson.Components.Binary;

/// <summary>The sections of a component; any number of each, in any order. spec: section</summary>
internal enum ComponentSectionId : byte
{
    Custom,
    CoreModule,
    CoreInstance,
    CoreType,
    Component,
    Instance,
    Alias,
    Type,
    Canon,
    Start,
    Import,
    Export,
    Value,
}
