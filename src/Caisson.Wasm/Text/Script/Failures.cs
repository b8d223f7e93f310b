namespace Caisson.Wasm.Text.Script;

/// <summary>How an action may fail.</summary>
public enum ActionFailure
{
    /// <summary>It traps.</summary>
    Trap,

    /// <summary>It runs out of stack.</summary>
    Exhaustion,

    /// <summary>An exception leaves it.</summary>
    Exception,
}

/// <summary>How a module may fail.</summary>
public enum ModuleFailure
{
    /// <summary>It can't be decoded or parsed.</summary>
    Malformed,

    /// <summary>It can't be validated.</summary>
    Invalid,

    /// <summary>A custom section or annotation is malformed, the rest is not.</summary>
    MalformedCustom,

    /// <summary>A custom section or annotation is invalid, the rest is not.</summary>
    InvalidCustom,

    /// <summary>Its imports can't be resolved.</summary>
    Unlinkable,

    /// <summary>It traps when it is instantiated.</summary>
    Trap,
}
