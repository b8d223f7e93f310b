using Caisson.Cli.Wast.Components;
using Caisson.Components.Linking;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;
using Caisson.Wasm.Text.Script;

namespace Caisson.Cli.Wast;

// Scripts in which modules and components stand side by side. An action without an identifier means whatever was instantiated last.
internal sealed partial class ScriptRunner
{
    private ComponentScope? _components;
    private bool _isLastComponent;

    private ComponentScope Components => _components ??= new ComponentScope(_engine, _scope.Parsing);

    private void Instantiate(string? id, ScriptModule module)
    {
        _isLastComponent = module.IsComponent;
        if (module.IsComponent) Components.Instantiate(id, () => Components.Define(module));
        else _scope.Instantiate(id, () => _scope.Define(module));
    }

    private void Instantiate(InstanceDirective directive)
    {
        _isLastComponent = directive.IsComponent;
        if (directive.IsComponent) Components.Instantiate(directive.Id, () => Components.Definition(directive.Definition));
        else _scope.Instantiate(directive.Id, () => _scope.Definition(directive.Definition));
    }

    private void Define(ScriptModule module)
    {
        if (module.IsComponent) Components.Define(module);
        else _scope.Define(module);
    }

    private void Register(RegisterDirective register)
    {
        if (IsOfComponent(register.Instance)) Components.Register(register.Name, register.Instance);
        else _scope.Register(register.Name, register.Instance);
    }

    private void CompileAndLink(AssertModuleFails assertion)
    {
        bool isLinked = assertion.Failure is ModuleFailure.Unlinkable or ModuleFailure.Trap;
        if (assertion.Module.IsComponent)
        {
            Component component = Components.Compile(assertion.Module);
            if (isLinked) Components.Instantiate(component);
        }
        else
        {
            Module module = _scope.Compile(assertion.Module);
            if (isLinked) _scope.Instantiate(module);
        }
    }

    private bool IsOfComponent(string? instance) => instance is null ? _isLastComponent : _components?.Has(instance) == true;

    private ComponentValue PerformOnComponent(ScriptAction action, out ComponentFuncType type)
    {
        if (action is not InvokeAction invoke) throw new ScriptFailure("component instances have no globals");
        ComponentFunction function = Components.Instance(action.Instance).GetFunction(invoke.Name);
        type = function.Type;
        return function.Call([.. invoke.Arguments.Zip(type.Parameters, (argument, parameter) => ComponentConstants.ToValue(argument, parameter.Type))]);
    }

    private void CheckComponentResult(AssertReturn assertion)
    {
        ComponentValue result = PerformOnComponent(assertion.Action, out ComponentFuncType type);
        bool matches = type.Result is null
            ? assertion.Results.IsEmpty
            : assertion.Results is [var pattern] && ComponentConstants.Matches(pattern, result, type.Result);
        if (!matches) throw new ScriptFailure($"{assertion.Action.Name}: expected {string.Join(' ', assertion.Results)}, got {result}");
    }
}
