using System.Globalization;
using System.Text.RegularExpressions;

namespace Lamina.Golden.Tests.Running;

/// <summary>A formula of Python over <c>epoch</c> and <c>lr</c>: numbers, <c>+ - * / // % **</c>, comparisons, parentheses,
/// <c>a if b else c</c>, and a few functions.</summary>
internal sealed partial class PythonExpression(string text)
{
    private readonly string[] _tokens = [.. Token().Matches(text).Select(match => match.Value).Where(token => token.Trim().Length > 0)];
    private Dictionary<string, double> _names = [];
    private int _at;

    public double Evaluate(int epoch, double lr)
    {
        (_at, _names) = (0, new() { ["epoch"] = epoch, ["lr"] = lr });
        var value = Conditional();
        return _at == _tokens.Length ? value : throw Unexpected();
    }

    private double Conditional()
    {
        var value = Comparison();
        if (!Skip("if"))
        {
            return value;
        }

        var isTrue = Comparison() != 0;
        Expect("else");
        var other = Conditional();
        return isTrue ? value : other;
    }

    private double Comparison()
    {
        var left = Sum();
        return Next() switch
        {
            "<" => Compare((a, b) => a < b),
            "<=" => Compare((a, b) => a <= b),
            ">" => Compare((a, b) => a > b),
            ">=" => Compare((a, b) => a >= b),
            "==" => Compare((a, b) => a == b),
            "!=" => Compare((a, b) => a != b),
            _ => left,
        };

        double Compare(Func<double, double, bool> holds)
        {
            _at++;
            return holds(left, Sum()) ? 1 : 0;
        }
    }

    private double Sum()
    {
        var value = Product();
        while (Next() is "+" or "-")
        {
            value += _tokens[_at++] == "+" ? Product() : -Product();
        }

        return value;
    }

    private double Product()
    {
        var value = Signed();
        while (Next() is "*" or "/" or "//" or "%")
        {
            value = (_tokens[_at++], Signed()) switch
            {
                ("*", var x) => value * x,
                ("/", var x) => value / x,
                ("//", var x) => Math.Floor(value / x),
                (_, var x) => value - (x * Math.Floor(value / x)),
            };
        }

        return value;
    }

    private double Signed() => Skip("-") ? -Signed() : Skip("+") ? Signed() : Power();

    // Binds from the right, and closer than a sign on its left.
    private double Power()
    {
        var value = Atom();
        return Skip("**") ? Math.Pow(value, Signed()) : value;
    }

    private double Atom()
    {
        if (Skip("("))
        {
            var value = Conditional();
            Expect(")");
            return value;
        }

        var token = Next() ?? throw Unexpected();
        _at++;
        return double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : Next() == "(" ? Call(token)
            : _names.TryGetValue(token, out var named) ? named
            : throw new FormatException($"'{token}' is no name in '{text}'; there are: {string.Join(", ", _names.Keys)}.");
    }

    private double Call(string function)
    {
        Expect("(");
        var arguments = new List<double> { Conditional() };
        while (Skip(","))
        {
            arguments.Add(Conditional());
        }

        Expect(")");
        return (function[(function.LastIndexOf('.') + 1)..], arguments) switch
        {
            ("exp", [var x]) => Math.Exp(x),
            ("log", [var x]) => Math.Log(x),
            ("sqrt", [var x]) => Math.Sqrt(x),
            ("sin", [var x]) => Math.Sin(x),
            ("cos", [var x]) => Math.Cos(x),
            ("floor", [var x]) => Math.Floor(x),
            ("float" or "int", [var x]) => function == "int" ? Math.Truncate(x) : x,
            ("pow", [var x, var y]) => Math.Pow(x, y),
            ("min", _) => arguments.Min(),
            ("max", _) => arguments.Max(),
            _ => throw new FormatException($"'{function}' with {arguments.Count} arguments is no function in '{text}'."),
        };
    }

    private string? Next() => _at < _tokens.Length ? _tokens[_at] : null;

    private bool Skip(string token)
    {
        var isNext = Next() == token;
        _at += isNext ? 1 : 0;
        return isNext;
    }

    private void Expect(string token)
    {
        if (!Skip(token))
        {
            throw Unexpected();
        }
    }

    private FormatException Unexpected() => new($"'{Next() ?? "the end"}' stands at a wrong place of '{text}'.");

    [GeneratedRegex(@"\s+|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|[A-Za-z_][\w.]*|\*\*|//|<=|>=|==|!=|.")]
    private static partial Regex Token();
}
