using Lamina.Ops;

namespace Lamina;

// Loops and choices in formulas. A formula is written down once and has no jumps: loops are written out, of choices all
// branches are computed, and the values say which results count.
public sealed partial class Tensor
{
    /// <summary>One of two results, by a truth value; both are computed.</summary>
    /// <remarks>A gradient that is not finite in the branch not taken is a gradient of 0 times that, NaN; guard the
    /// operands
    /// there, as with <see cref="Where(Tensor, Tensor, Tensor)"/>.</remarks>
    public static Tensor Cond(Tensor condition, Func<Tensor> whenTrue, Func<Tensor> whenFalse)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(whenTrue);
        ArgumentNullException.ThrowIfNull(whenFalse);
        return Where(condition.Truth(), whenTrue(), whenFalse());
    }

    /// <summary>One of several results, by an integer, which is drawn into their range; all are computed.</summary>
    public static Tensor Switch(Tensor index, ReadOnlySpan<Func<Tensor[], Tensor>> branches, params Tensor[] operands)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentOutOfRangeException.ThrowIfZero(branches.Length);
        var y = branches[^1](operands);
        for (var i = branches.Length - 2; i >= 0; i--)
        {
            y = Where(index <= i, branches[i](operands), y);
        }

        return y;
    }

    /// <summary>A state handed on from one number to the next, from <paramref name="lower"/> to before
    /// <paramref name="upper"/>.</summary>
    public static T ForLoop<T>(int lower, int upper, Func<int, T, T> body, T initial)
    {
        ArgumentNullException.ThrowIfNull(body);
        var state = initial;
        for (var i = lower; i < upper; i++)
        {
            state = body(i, state);
        }

        return state;
    }

    /// <summary>Some tensors handed on while a condition of them is true, at most so many times.</summary>
    /// <remarks>The body is written out for each of the possible rounds; where the condition has become false, a
    /// round keeps
    /// what it was given.</remarks>
    public static Tensor[] WhileLoop(
        Func<Tensor[], Tensor> condition, Func<Tensor[], Tensor[]> body, Tensor[] initial, int maximumIterations)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumIterations);
        var state = initial;
        Tensor? goesOn = null;
        for (var i = 0; i < maximumIterations; i++)
        {
            var now = condition(state).Truth();
            goesOn = goesOn is null ? now : goesOn & now;
            var mask = goesOn;
            state = [.. body(state).Zip(state, (next, old) => Where(mask, next, old))];
        }

        return state;
    }

    /// <summary>A state handed on along the first axis of some tensors, and what each step gives stacked along
    /// it.</summary>
    /// <typeparam name="T">The state: a tensor, or several.</typeparam>
    /// <param name="step">From the state and what stands at one place of each tensor to the next state and an
    /// output.</param>
    /// <param name="initial">The first state.</param>
    /// <param name="xs">Tensors whose first axes are equally long.</param>
    /// <param name="reverse">From the end.</param>
    public static (T State, Tensor Outputs) Scan<T>(
        Func<T, Tensor[], (T State, Tensor Output)> step, T initial, Tensor[] xs, bool reverse = false)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(xs);
        var length = FirstAxis(xs, "Scan");
        var (state, outputs) = (initial, new Tensor[length]);
        for (var i = 0; i < length; i++)
        {
            var at = reverse ? length - 1 - i : i;
            (state, outputs[at]) = step(state, [.. xs.Select(x => x.Select(0, at))]);
        }

        return (state, Stack(outputs));
    }

    /// <summary>The running results of an associative function along an axis: <c>x₀, f(x₀, x₁), f(f(x₀, x₁), x₂),
    /// …</c></summary>
    /// <remarks>In log₂ n rounds over the whole axis. Source: W. D. Hillis and G. L. Steele, "Data Parallel
    /// Algorithms",
    /// Communications of the ACM 29(12), 1986.</remarks>
    /// <param name="f">A function of two tensors of one shape, element by element along the axis.</param>
    /// <param name="x">The elements.</param>
    /// <param name="reverse">From the end.</param>
    /// <param name="axis">The axis.</param>
    public static Tensor AssociativeScan(Func<Tensor, Tensor, Tensor> f, Tensor x, bool reverse = false, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(x);
        return AssociativeScan((a, b) => [f(a[0], b[0])], [x], reverse, axis)[0];
    }

    /// <summary>The running results of an associative function of several tensors along an axis.</summary>
    /// <inheritdoc cref="AssociativeScan(Func{Tensor, Tensor, Tensor}, Tensor, bool, int)"/>
    public static Tensor[] AssociativeScan(
        Func<Tensor[], Tensor[], Tensor[]> f, Tensor[] x, bool reverse = false, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(x);
        var at = x[0].Shape.NormalizeAxis(axis);
        var length = x[0].Shape[at];
        for (var reach = 1; reach < length; reach *= 2)
        {
            var (step, rest) = (reach, length - reach);
            Tensor[] first = [.. x.Select(a => a.Slice(at, 0, rest))];
            Tensor[] second = [.. x.Select(a => a.Slice(at, step, rest))];
            var joined = reverse ? f(second, first) : f(first, second);
            x = [.. joined.Zip(x, (y, a) => reverse
                ? Concat([y, a.Slice(at, rest, step)], at)
                : Concat([a.Slice(at, 0, step), y], at))];
        }

        return x;
    }

    /// <summary>A function of each of the tensors along the first axis, stacked again.</summary>
    public static Tensor Map(Func<Tensor, Tensor> f, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(f);
        return Map(parts => f(parts[0]), [x]);
    }

    /// <summary>A function of what stands at each place of the first axes of some tensors, stacked again.</summary>
    public static Tensor Map(Func<Tensor[], Tensor> f, Tensor[] xs)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(xs);
        return Stack([.. Enumerable.Range(0, FirstAxis(xs, "Map")).Select(i => f([.. xs.Select(x => x.Select(0, i))]))]);
    }

    /// <summary>The results of a function whose gradient is given by a rule of its own.</summary>
    /// <param name="function">From x to y and the rule, which makes of a gradient of y one of x.</param>
    /// <param name="x">The argument.</param>
    public static Tensor CustomGradient(Func<Tensor, (Tensor Y, Func<Tensor, Tensor> Gradient)> function, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(function);
        return CustomGradient(
            arguments => function(arguments[0]) is var (y, rule) ? (y, dy => [rule(dy)]) : default, [x]);
    }

    /// <summary>The results of a function of several tensors whose gradients are given by a rule of its own.</summary>
    /// <inheritdoc cref="CustomGradient(Func{Tensor, ValueTuple{Tensor, Func{Tensor, Tensor}}}, Tensor)"/>
    public static Tensor CustomGradient(Func<Tensor[], (Tensor Y, Func<Tensor, Tensor[]> Gradient)> function, Tensor[] x)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(x);
        var (y, rule) = function(x);
        return new OwnGradient(rule).Of([y, .. x]);
    }

    private static int FirstAxis(Tensor[] xs, string name) =>
        xs.Length > 0 && xs.All(x => x.Rank > 0 && x.Shape[0] == xs[0].Shape[0] && x.Shape[0] > 0)
            ? xs[0].Shape[0]
            : throw Mismatch.Shapes(
                $"{name} needs tensors whose first axes are equally long, and not 0.", [.. xs.Select((x,
                i) => ($"x{i}", x.Shape))]);
}
