using Lamina.Backends.Reference;
using Lamina.NN;

namespace Lamina.Tests.Tensors;

/// <summary>Laws that functions of tensors keep, and what their tables of numbers cannot say.</summary>
public sealed class TensorFunctionTests
{
    private static readonly Tensor Matrix = new double[,] { { 2, -1, 0.5 }, { 1, 3, -2 }, { 0, 1, 1.5 } };
    private static readonly Tensor Tall = new double[,] { { 2, -1 }, { 1, 3 }, { 0, 1 }, { 5, 2 } };

    [Fact]
    public void Factors_multiply_to_what_was_factored()
    {
        var (q, r) = Tall.Qr(complete: true);
        Equal(Tall, q.MatMul(r));
        Equal(Tensor.Eye(4, dtype: DType.Float64), q.MatMul(q.TransposeLast()));
        var (u, s, v) = Tall.Svd();
        Equal(Tall, (u.Slice(1, 0, 2) * s).MatMul(v));
        Equal(Tensor.Eye(4, dtype: DType.Float64), u.MatMul(u.TransposeLast()));
        var (wide, values, rows) = Tall.TransposeLast().Svd();
        Equal(Tall.TransposeLast(), (wide * values).MatMul(rows.Slice(0, 0, 2)));
        Equal(Tensor.Eye(4, dtype: DType.Float64), rows.MatMul(rows.TransposeLast()));
        var (w, vectors) = (Matrix + Matrix.TransposeLast()).Eigh();
        Equal(Matrix + Matrix.TransposeLast(), (vectors * w).MatMul(vectors.TransposeLast()));
        Equal(Tensor.Eye(3, dtype: DType.Float64), Matrix.MatMul(Matrix.Inv()));
        var pinv = Tall.Pinv();
        Equal(Tall, Tall.MatMul(pinv).MatMul(Tall));
    }

    [Fact]
    public void Eigenvectors_of_any_matrix_are_stretched_by_their_eigenvalues()
    {
        foreach (var x in new[] { Matrix, Matrix - Matrix.TransposeLast(), Tensor.Eye(3, dtype: DType.Float64) })
        {
            var ((re, im), (vr, vi)) = x.Eig();
            Equal(x.MatMul(vr), (vr * re) - (vi * im));
            Equal(x.MatMul(vi), (vr * im) + (vi * re));
        }
    }

    [Fact]
    public void Singular_matrix_has_orthonormal_factors_still()
    {
        var x = Tensor.Outer(Tensor.From(1.0, 2, 3), Tensor.From(1.0, 0, -1));
        var (u, s, v) = x.Svd();
        Equal(x, (u * s).MatMul(v));
        Equal(Tensor.Eye(3, dtype: DType.Float64), u.TransposeLast().MatMul(u));
        Equal(Tensor.Eye(3, dtype: DType.Float64), v.MatMul(v.TransposeLast()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(64)]
    public void Transform_and_its_inverse_give_back_what_was_transformed(int n)
    {
        var x = (Tensor.Linspace(-1, 2, n, dtype: DType.Float64).Square(), Tensor.Linspace(3, 0, n, dtype: DType.Float64));
        var back = Tensor.Ifft(Tensor.Fft(x));
        Equal(x.Item1, back.Real);
        Equal(x.Item2, back.Imaginary);
        Equal(x.Item1, Tensor.Irfft(x.Item1.Rfft(), n));
    }

    [Fact]
    public void Derivative_along_a_direction_is_that_of_differences()
    {
        var (x, v) = (Tensor.From(0.5, -1, 2), Tensor.From(1.0, 2, -0.5));
        var (y, derivative) = Gradient.Jvp(a => (a[0].Sin() * a[1]).CumulativeSum(), [x, x], [v, v]);
        Equal((x.Sin() * x).CumulativeSum(), y);
        Equal((v * ((x.Cos() * x) + x.Sin())).CumulativeSum(), derivative);
    }

    [Fact]
    public void Rule_of_its_own_takes_the_place_of_the_gradient()
    {
        var x = Tensor.From(1f, -2);
        var y = Tensor.CustomGradient(a => (a.Sign(), dy => 7 * dy), x);
        Assert.Equal([1, -1], y.ToArray());
        Assert.Equal([7, 7], Gradient.Of(y.Sum(), x)[0].ToArray());
        Assert.Equal([7, 7], ReferenceBackend.Run(Gradient.Of(y.Sum(), x)[0]));
    }

    [Fact]
    public void Loop_ends_where_its_condition_becomes_false_for_good()
    {
        var compiled = Function.Compile(x => Tensor.WhileLoop(s => s[0] < 10, s => [s[0] * 3], [x], 5)[0]);
        Assert.Equal([18], compiled(Tensor.From(2f).Reshape([])).ToArray());
        Assert.Equal([11], compiled(Tensor.From(11f).Reshape([])).ToArray());
        Near.Assert([0.0243], compiled(Tensor.From(1e-4f).Reshape([])).ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Activations_are_functions_of_tensors()
    {
        var x = Tensor.From(-1.5f, 0.25f, 2);
        Assert.Equal(Activation.Selu.Apply(x).ToArray(), x.Selu().ToArray());
        Assert.Equal(new GeluActivation(Approximate: true).Apply(x).ToArray(), x.Gelu().ToArray());
        Assert.Equal([-0.75f, 0.25f, 2], x.LeakyRelu(0.5).ToArray());
        Assert.Equal([9, 9, 2], x.Threshold(1, 9).ToArray());
    }

    [Fact]
    public void Crossentropies_are_those_of_each_element_or_place()
    {
        Tensor target = new float[,] { { 1, 0 }, { 0, 1 } }, output = new float[,] { { 0.75f, 0.25f }, { 0.5f, 0.5f } };
        Near.Assert(
            [0.287682, 0.287682, 0.693147, 0.693147], Tensor.BinaryCrossentropy(target, output).ToArray<double>(),
            Near.Formula);
        Near.Assert(
            [0.287682, 0.693147], Tensor.CategoricalCrossentropy(target, output).ToArray<double>(), Near.Formula);
        Near.Assert(
            [0.287682, 0.693147], Tensor.SparseCategoricalCrossentropy(new[] { 0, 1 }, output).ToArray<double>(),
            Near.Formula);
        Near.Assert(
            [0.474077, 0.693147], Tensor.SparseCategoricalCrossentropy(new[] { 0, 1 }, output,
            fromLogits: true).ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Loss_of_alignments_counts_labels_and_steps_by_their_lengths()
    {
        var logits = RandomTensors.Normal([2, 5, 4], seed: 3);
        Tensor target = new[,] { { 1, 2 }, { 3, 3 } };
        var whole = Tensor.CtcLoss(target, logits, new[] { 2, 2 }, new[] { 5, 5 });
        Near.Assert(new CTC().PerSample(target, logits).ToArray<double>(), whole.ToArray<double>(), Near.Formula);
        var part = Tensor.CtcLoss(target, logits, new[] { 1, 2 }, new[] { 5, 4 });
        var first = new CTC().PerSample(target.Slice(1, 0, 1), logits).ToArray<double>()[0];
        var second = new CTC().PerSample(target, logits.Slice(1, 0, 4)).ToArray<double>()[1];
        Near.Assert([first, second], part.ToArray<double>(), Near.Formula);
        var other = Tensor.CtcLoss(target - 1, logits.Roll(-1, 2), new[] { 2, 2 }, new[] { 5, 5 }, maskIndex: 3);
        Near.Assert(whole.ToArray<double>(), other.ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Likeliest_labels_are_found_greedily_and_by_beginnings()
    {
        Tensor p = new float[,,] { { { 0.1f, 0.8f, 0.1f }, { 0.2f, 0.7f, 0.1f }, { 0.6f, 0.3f, 0.1f }, { 0.1f, 0.1f, 0.8f } } };
        var (greedy, score) = Tensor.CtcGreedyDecode(p.Log(), new[] { 4 });
        Assert.Equal([1, 2, -1, -1], greedy.ToArray<int>());
        Near.Assert([-Math.Log(0.8 * 0.7 * 0.6 * 0.8)], score.ToArray<double>(), Near.Formula);
        Assert.Equal([1, -1, -1, -1], Tensor.CtcGreedyDecode(p.Log(), new[] { 3 }).Labels.ToArray<int>());
        Assert.Equal(
            [1, 1, 2, -1], Tensor.CtcGreedyDecode(p.Log(), new[] { 4 }, mergeRepeated: false).Labels.ToArray<int>());

        // The score of a result is the probability of all paths to it: the loss of its labels, negated.
        var (labels, scores) = Tensor.CtcBeamSearchDecode(p.Log(), new[] { 4 }, beamWidth: 50, topPaths: 3);
        Assert.Equal([3, 1, 4], labels.Shape);
        for (var path = 0; path < 3; path++)
        {
            var found = labels.Select(0, path);
            var length = found.NotEqualTo(-1).CountNonzero([1]);
            var loss = Tensor.CtcLoss(Tensor.Maximum(found, 0), p.Log(), length, new[] { 4 });
            Near.Assert([-loss.Item()], [scores.ToArray<double>()[path]], Near.Formula);
        }

        Assert.Equal([1, 2, -1, -1], labels.Select(0, 0).ToArray<int>());
    }

    [Fact]
    public void Values_that_are_not_there_yet_cannot_be_selected()
    {
        var compiled = Function.Compile(x => (2 * x).Unique().Values);
        var error = Assert.Throws<InvalidOperationException>(() => compiled(Tensor.From(1f, 2)));
        Assert.Equal(
            "float32[2] depends on arguments of a function that is being compiled, and has no values before it runs.", error.Message);
    }

    [Fact]
    public void Truth_and_integers_are_summed_as_integers()
    {
        Assert.Equal(DType.Int32, Tensor.From(true, false).Sum().DType);
        Assert.Equal(DType.Int32, Tensor.From(1, 2).Prod().DType);
        Assert.Equal(DType.Float32, Tensor.From(1, 2).Mean().DType);
        Assert.Equal(DType.Float32, Tensor.From(1, 2).Arctan().DType);
        Assert.Equal(DType.Float64, Tensor.Hypot(Tensor.From(1), Tensor.From(2.0)).DType);
    }

    private static void Equal(Tensor expected, Tensor actual) =>
        Near.Assert(ReferenceBackend.Run(expected), ReferenceBackend.Run(actual), (1e-10, 1e-10));
}
