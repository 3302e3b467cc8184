using Lamina.NN;

namespace Lamina.Tests.Execution;

public sealed class FunctionTests
{
    [Fact]
    public void A_function_is_compiled_once_for_each_kind_of_argument()
    {
        var traces = 0;
        var squares = Function.Compile(x =>
        {
            traces++;
            return x[0] is var a ? [a.Square(), a.Sum()] : [];
        });
        Assert.Equal([1f, 4], squares.Call(Tensor.From(1f, 2f))[0].ToArray());
        Assert.Equal(7, squares.Call(Tensor.From(3f, 4f))[1].Item());
        Assert.Equal([1f, 4, 9], squares.Call(Tensor.From(1f, 2f, 3f))[0].ToArray());
        Assert.Equal((2, 2), (traces, squares.PlanCount));
    }

    [Fact]
    public void Arguments_of_every_type_and_rank_are_taken()
    {
        var sum = Function.Compile((x, y) => x.Cast(DType.Float32) + y.Cast(DType.Float32));
        Assert.Equal([4f, 5], sum(Tensor.From(1, 2), Tensor.Scalar(3)).ToArray());
        Assert.Equal([4f, 5], sum(Tensor.From(1L, 2L), Tensor.From<byte>(3)).ToArray());
        Assert.Equal([1f, 0], sum(Tensor.From(true, false), Tensor.Zeros([2])).ToArray());
    }

    [Fact]
    public void Float64_is_computed_in_float64()
    {
        var third = Function.Compile(x => x / 3);
        var result = third(Tensor.From(1.0));
        Assert.Equal(DType.Float64, result.DType);
        Assert.Equal(1.0 / 3, result.Item());
    }

    [Fact]
    public void Assignments_take_effect_when_the_run_ends()
    {
        var w = Variable.From("w", Tensor.From(1f, 2f));
        var step = Function.Compile(g =>
        {
            w.Assign(w - 0.5 * g);
            return w.Value.Sum();
        });
        Assert.Equal(3, step(Tensor.From(2f, 2f)).Item());
        Assert.Equal([0f, 1], w.ToArray());
        Assert.Equal(1, step(Tensor.From(2f, 2f)).Item());
        w.Assign(Tensor.From(5f, 6f));
        Assert.Equal([5f, 6], w.ToArray());
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_loop_of_ones_own_trains(bool compiled)
    {
        var (w, b) = (Variable.From("w", Tensor.Zeros([1, 1])), Variable.From("b", Tensor.Zeros([1])));
        var optimizer = new Momentum(0.1).For(w, b);
        Tensor Step(Tensor x, Tensor y)
        {
            var loss = (x.MatMul(w) + b - y).Square().Mean();
            optimizer.Minimize(loss);
            return loss;
        }

        Func<Tensor, Tensor, Tensor> step = compiled ? Function.Compile(Step) : Step;
        var x = Tensor.From<float>([-1, 0, 1, 2], [4, 1]);
        for (var i = 0; i < (compiled ? 300 : 5); i++)
        {
            _ = step(x, 2 * x + 1).Item();
        }

        Assert.Equal(compiled ? 300 : 5, (int)optimizer.Variables[0].Read().Item());
        Assert.Equal(2, w.Read().Item(), compiled ? 1e-3 : 2);
        Assert.Equal(1, b.Read().Item(), compiled ? 1e-3 : 2);
        Assert.NotEqual(0, w.Read().Item());
    }

    [Fact]
    public void A_value_of_another_shape_is_refused()
    {
        var w = Variable.From("w", Tensor.From(1f, 2f));
        var error = Assert.Throws<ShapeMismatchException>(() => w.Assign(Tensor.Scalar(1)));
        Assert.StartsWith("A value needs the shape of the variable 'w'.\n  variable: [2]\n  value: []", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Newton_finds_a_root_by_second_derivatives()
    {
        // The minimum of x⁴ − 3x² + x near 1.13: f' = 4x³ − 6x + 1, f'' = 12x² − 6.
        var newton = Function.Compile(x =>
        {
            var y = (x.Square().Square() - 3 * x.Square() + x).Sum();
            var slope = Gradient.Of(y, x)[0];
            return x - slope / Gradient.Of(slope.Sum(), x)[0];
        });
        var root = Tensor.From(1.0);
        for (var i = 0; i < 8; i++)
        {
            root = newton(root);
        }

        var at = root.Item();
        Assert.Equal(0, (4 * at * at * at) - (6 * at) + 1, 1e-12);
    }

    [Fact]
    public void A_function_that_only_reads_runs_on_many_threads()
    {
        var w = Variable.From("w", Tensor.Ones([64, 64]));
        var product = Function.Compile(x => x.MatMul(w));
        Parallel.For(0, 64, i => Assert.All(
            product(Tensor.Full([3, 64], i).Evaluate()).ToArray(), value => Assert.Equal(64f * i, value)));
    }
}
