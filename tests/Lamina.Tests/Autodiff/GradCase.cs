using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Tests.Autodiff;

/// <summary>A function whose gradient rule is to be compared with differences.</summary>
internal sealed record GradCase(string Name, Func<Tensor[], Tensor> Function, params Shape[] Inputs)
{
    public Domain Domain { get; init; }

    /// <summary>Parameters for the inputs, in float64 unless said otherwise.</summary>
    public Tensor[] Parameters(DType dtype = DType.Float64) =>
        [.. Inputs.Select((shape, i) => new Parameter(new TensorType(shape, dtype), $"x{i}", i).Of())];

    /// <summary>Random inputs of the domain.</summary>
    public double[][] Values(Random random) => [.. Inputs.Select(shape => Values(shape.Size, random))];

    /// <summary>The kinds of op that the functions of a table are made of.</summary>
    public static IEnumerable<Type> OpsIn(IEnumerable<GradCase> table) => table
        .SelectMany(c => new Graph([c.Function(c.Parameters())]).Nodes)
        .Select(node => node.Op.GetType())
        .Distinct();

    public override string ToString() => Name;

    private double[] Values(int count, Random random)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = Domain switch
            {
                Domain.Positive => 0.5 + (1.5 * random.NextDouble()),
                Domain.AwayFromZero => (0.5 + (1.5 * random.NextDouble())) * (random.Next(2) == 0 ? -1 : 1),
                Domain.Unit => 0.1 + (0.8 * random.NextDouble()),
                Domain.Distinct => (0.2 * (i - (count / 2))) + (0.1 * random.NextDouble()),
                _ => Normal(random),
            };
        }

        if (Domain == Domain.Distinct)
        {
            random.Shuffle(values);
        }

        return values;
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
