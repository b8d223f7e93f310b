namespace Caisson.Wasm.Text.Instructions;

/// <summary>What is open around the next token of an expression; "folded" are forms with parentheses of their own.</summary>
internal enum FrameKind : byte
{
    /// <summary>Nothing: instructions up to the end of the expression.</summary>
    None,

    /// <summary>Instructions, then <c>end</c>.</summary>
    Block,

    /// <summary>Instructions, then <c>else</c> or <c>end</c>.</summary>
    If,

    /// <summary>Instructions, then a catch, <c>delegate</c> or <c>end</c>.</summary>
    Try,

    /// <summary>Instructions, then a catch or <c>end</c>.</summary>
    Catch,

    /// <summary>Folded operands of an instruction that is written at the closing parenthesis.</summary>
    FoldedPlain,

    /// <summary>Instructions up to the closing parenthesis.</summary>
    FoldedBlock,

    /// <summary>Folded operands, then <c>(then</c>.</summary>
    FoldedIf,

    /// <summary>Instructions inside <c>(then …)</c>.</summary>
    FoldedThen,

    /// <summary>After <c>(then …)</c>.</summary>
    AfterThen,

    /// <summary>Instructions inside <c>(else …)</c>.</summary>
    FoldedElse,

    /// <summary>After <c>(else …)</c> or <c>(catch_all …)</c>: only the closing parenthesis.</summary>
    AfterLast,

    /// <summary>Before <c>(do</c>.</summary>
    FoldedTry,

    /// <summary>Instructions inside <c>(do …)</c>.</summary>
    FoldedDo,

    /// <summary>After <c>(do …)</c>.</summary>
    AfterDo,

    /// <summary>Instructions inside <c>(catch …)</c>.</summary>
    FoldedCatch,

    /// <summary>After <c>(catch …)</c>.</summary>
    AfterCatch,

    /// <summary>Instructions inside <c>(catch_all …)</c>.</summary>
    FoldedCatchAll,

    /// <summary>After <c>(delegate …)</c>: only the closing parenthesis, and no <c>end</c> is written for it.</summary>
    AfterDelegate,
}
