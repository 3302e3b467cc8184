using Lamina.Graphs;
using Lamina.Ops;
using Lamina.Tests.Autodiff;

namespace Lamina.Tests.Backends;

/// <summary>A random graph: elementwise ops over operands that broadcast in every way, reshapes, reductions, products,
/// several outputs, and updates of variables that others read. A pure function of the seed.</summary>
/// <remarks>Values stay near 1, and what jumps (comparisons) reads inputs alone, so float32 and float64 agree.</remarks>
internal sealed class FuzzGraph
{
    private static readonly Shape[] Spaces =
    [
        [], [1], [7], [33], [5, 4], [1, 6], [6, 1], [2, 3, 4], [3, 1, 5], [1, 6, 4], [4, 4], [4, 4, 1], [2, 1, 3, 2],
        [1100], [70, 257], [40, 3, 150],
    ];

    private readonly Random _random;
    private readonly Shape _space;
    private readonly List<Tensor> _inputs = [];
    private readonly List<Tensor> _pool = [];
    private readonly List<Variable> _variables = [];
    private readonly List<float[]> _values = [];

    public FuzzGraph(int seed)
    {
        _random = new Random(seed);
        _space = Pick(Spaces);
        var leaves = _random.Next(1, 6);
        for (var i = 0; i < leaves; i++)
        {
            AddInput(_random.Next(2) == 0 ? _space : Smaller());
        }

        var count = _random.Next(1, 25);
        for (var i = 0; i < count; i++)
        {
            _pool.Add(Next());
        }

        Graph = new Graph(Outputs(), Updates());
    }

    public Graph Graph { get; }

    public float[][] Values => [.. _values];

    private void AddInput(Shape shape)
    {
        var values = Enumerable.Range(0, shape.Size).Select(_ => (float)GradCase.Normal(_random)).ToArray();
        if (_random.Next(2) == 0)
        {
            var variable = new Variable("v", $"v{_variables.Count}", shape, DType.Float32, trainable: true);
            values.CopyTo(variable.Floats);
            _variables.Add(variable);
            _inputs.Add(variable);
        }
        else
        {
            _inputs.Add(new Parameter(new TensorType(shape, DType.Float32), $"x{_values.Count}", _values.Count).Of());
            _values.Add(values);
        }

        _pool.Add(_inputs[^1]);
    }

    // A shape that broadcasts to the space: some axes 1, some leading ones left out.
    private Shape Smaller()
    {
        Shape shape = [.. _space.Select(axis => _random.Next(2) == 0 ? 1 : axis)];
        return _random.Next(2) == 0 ? shape : shape[_random.Next(shape.Rank + 1)..];
    }

    private Tensor Next()
    {
        var (a, b) = (Pick(_pool), Pick(_pool));
        return _random.Next(24) switch
        {
            0 => a + b,
            1 => a - b,
            2 => a * b.Tanh(),
            3 => a / (1 + b.Square()).Sqrt(),
            4 => Tensor.Maximum(a, b),
            5 => Tensor.Minimum(a, 0.5 * b),
            6 => Tensor.Where(Pick(_inputs) > Pick(_inputs), a, b),
            7 => Tensor.Where(Pick(_inputs) <= 0.25, 0, a),
            8 => a.Tanh(),
            9 => a.Sigmoid() + 1,
            10 => (-a.Abs()).Exp(),
            11 => 2 * a.Relu() - 0.5,
            12 => a * b.Sigmoid() + Pick(_pool),
            13 => Pick(_pool) - a.Tanh() * b,
            14 => (1 + a.Square()).Rsqrt(),
            15 => Reshaped(a, x => x.Tanh()),
            16 => Reshaped(a, x => x),
            17 => a.BroadcastTo(Shape.TryBroadcast(a.Shape, b.Shape)!.Value) * b.Sigmoid(),
            18 => a.Rank == 0 ? a : a.Mean(_random.Next(a.Rank), keepDims: true),
            19 => a.Rank == 0 ? a.Square() / (1 + a.Square()) : a.Max(_random.Next(a.Rank), keepDims: true),
            20 => a.Rank == 0 ? a : a.Softmax(),
            21 => (Pick(_inputs) > Pick(_inputs)).Cast(DType.Float32) - a.Sin(),
            22 => Product(a),
            _ => Tensor.RandomUniform(a.Shape, 7, Tensor.Scalar(3, DType.Int32)) * a,
        };
    }

    // The same elements in another order of axes and back, or with an axis of length 1 more.
    private Tensor Reshaped(Tensor x, Func<Tensor, Tensor> function) => _random.Next(4) switch
    {
        0 => function(x.Reshape([x.Shape.Size])).Reshape(x.Shape),
        1 => function(x.ExpandDims(_random.Next(x.Rank + 1))).Reshape(x.Shape),
        2 when x.Rank == _space.Rank => function(x).ExpandDims(0),
        _ => x.Rank < 2 ? function(x) : function(x.TransposeLast()).TransposeLast(),
    };

    // A product that keeps the shape: the last axis is mixed by a matrix of constants.
    private Tensor Product(Tensor x)
    {
        if (x.Rank == 0 || x.Shape[^1] > 40)
        {
            return x * 0.5;
        }

        var n = x.Shape[^1];
        var w = Tensor.Wrap(Enumerable.Range(0, n * n).Select(_ => (float)GradCase.Normal(_random) / n).ToArray(), [n, n]);
        var y = x.Reshape([x.Shape[..^1].Size, n]).MatMul(w).Reshape(x.Shape);
        return _random.Next(2) == 0 ? y : x + y.Relu();
    }

    private Tensor[] Outputs() => [.. Enumerable.Range(0, _random.Next(0, 4)).Select(_ => Pick(_pool)), _pool[^1]];

    private List<Update> Updates()
    {
        var updates = new List<Update>();
        foreach (var variable in _variables.Where(_ => _random.Next(4) > 0))
        {
            var candidates = _pool.Where(x => x.Shape == variable.Shape).ToList();
            var value = Pick(candidates);
            updates.Add(new Update(variable, _random.Next(3) == 0 ? value : 0.5 * variable.Value + 0.25 * value));
        }

        return updates;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
