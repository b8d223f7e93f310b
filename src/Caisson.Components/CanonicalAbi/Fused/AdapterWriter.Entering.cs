using Caisson.Components.Concurrency;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>Leaving one instance and entering the other: flags alone, unless something asks for the thread or something is lent.</summary>
internal sealed partial class AdapterWriter
{
    private bool Lends => _shape.CalleeLayout.Parameters.ContainsBorrow;

    /// <summary>abi: canon_lower, may_enter_from, enter_from</summary>
    private void WriteEnter()
    {
        _code.GetGlobal(_imports.Caller.MayLeave);
        _code.Op(Op.I32Eqz);
        TrapIf(AdapterTrap.CannotLeave);
        _code.GetGlobal(AdapterImports.Poison);
        for (int i = 0; i < _shape.EnteringCount; i++)
        {
            _code.GetGlobal(AdapterImports.MayEnter + i);
            _code.I32(1);
            _code.Op(Op.I32Ne);
            _code.Op(Op.I32Or);
        }
        TrapIf(AdapterTrap.CannotEnter);
        for (int i = 0; i < _shape.EnteringCount; i++) SetFlag(AdapterImports.MayEnter + i, i == 0 ? InstanceState.EnteredByAdapter : 0u);
        _code.GetGlobal(AdapterImports.Running);
        _code.SetGlobal(AdapterImports.Outer);
        _code.GetGlobal(AdapterImports.Number);
        _code.SetGlobal(AdapterImports.Running);
    }

    /// <summary>abi: exit_implicit_thread, leave_to, deliver_resolve</summary>
    private void WriteExit()
    {
        _code.GetGlobal(AdapterImports.Outer);
        _code.I32(0);
        _code.Op(Op.I32LtS);
        _code.Begin(Op.If);
        _code.Call(AdapterImports.ExitRegistered);
        _code.Op(Op.Else);
        _code.GetGlobal(AdapterImports.Outer);
        _code.SetGlobal(AdapterImports.Running);
        _code.End();
        for (int i = 0; i < _shape.EnteringCount; i++) SetFlag(AdapterImports.MayEnter + i, 1);
        if (Lends) _code.Call(AdapterImports.EndLoan);
    }

    private void SetFlag(int flag, uint value)
    {
        _code.I32(value);
        _code.SetGlobal(flag);
    }
}
