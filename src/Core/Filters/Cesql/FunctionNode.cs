using System.Collections.Immutable;
using System.Text;
using Fabric.Events;

namespace Fabric.Filters.Cesql;

/// <summary>The call of a function (section 3.5).</summary>
internal sealed class FunctionNode : CesqlNode
{
    private readonly string _name;
    private readonly CesqlFunction? _function;
    private readonly ImmutableArray<CesqlNode> _arguments;
    private readonly CesqlResult _missing;

    /// <summary>A call; a null function is one that does not exist, which fails when evaluated.</summary>
    public FunctionNode(string name, CesqlFunction? function, ImmutableArray<CesqlNode> arguments)
    {
        _name = name;
        _function = function;
        _arguments = arguments;
        if (function is null)
            _missing = new(default, CesqlErrorKind.MissingFunction, CesqlFunctions.Missing(name, arguments.Length));
        Depth = arguments.Select(argument => argument.Depth).DefaultIfEmpty().Max() + 1;
    }

    public override CesqlType? Type => _function?.Returns ?? CesqlType.Boolean;

    protected override bool IsAtom => true;

    public override CesqlResult Evaluate(EventRecord record)
    {
        if (_function is null)
            return _missing;
        var values = new CesqlValue[_arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var argument = _function.ParameterType(i) is { } type
                ? _arguments[i].Evaluate(record, type)
                : _arguments[i].Evaluate(record);
            if (argument.Failed)
                return argument.As(_function.Returns);
            values[i] = argument.Value;
        }

        return _function.Apply(values);
    }

    public override void Print(StringBuilder text)
    {
        text.Append(_name);
        PrintList(text, _arguments);
    }
}
