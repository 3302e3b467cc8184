namespace Lamina.NN;

/// <summary>How far a batch's statistics may be corrected towards the moving ones.</summary>
/// <remarks>Source: S. Ioffe, "Batch Renormalization: Towards Reducing Minibatch Dependence in Batch-Normalized Models",
/// NeurIPS 2017.</remarks>
public sealed record RenormClipping
{
    /// <summary>The greatest factor r; none when null.</summary>
    public double? RMax { get; init; }

    /// <summary>The least factor r; none when null.</summary>
    public double? RMin { get; init; }

    /// <summary>The greatest magnitude of the shift d; none when null.</summary>
    public double? DMax { get; init => field = Guard.NonNegative(value); }
}

/// <summary>The correction of batch renormalization, and the statistics that it keeps.</summary>
internal sealed class BatchRenormalization
{
    private readonly BatchNormalizationConfig _config;
    private readonly Variable _movingDeviation;
    private readonly Variable _mean;
    private readonly Variable _deviation;

    /// <summary>Makes the weights, which stand behind the moving statistics.</summary>
    public BatchRenormalization(BatchNormalizationConfig config, Func<string, Initializer, Variable> addWeight)
    {
        var root = new RootOf(config.MovingVarianceInitializer);
        _config = config;
        _movingDeviation = addWeight("moving_stddev", root);
        _mean = addWeight("renorm_mean", config.MovingMeanInitializer);
        _deviation = addWeight("renorm_stddev", root);
    }

    /// <summary>What normalized values are multiplied by, and what is added then: r = σ/σ', d = (μ − μ')/σ' with the statistics
    /// before this step.</summary>
    public (Tensor R, Tensor D) Correction(Tensor mean, Tensor variance, CallContext context)
    {
        var before = Tensor.Maximum(context.Read(_deviation), Math.Sqrt(_config.Epsilon));
        var r = (variance + _config.Epsilon).Sqrt() / before;
        var d = (mean - context.Read(_mean)) / before;
        var clipping = _config.RenormClipping!;
        r = clipping.RMin is { } least ? Tensor.Maximum(r, least) : r;
        r = clipping.RMax is { } most ? Tensor.Minimum(r, most) : r;
        d = clipping.DMax is { } far ? d.Clip(-far, far) : d;
        return (r.StopGradient(), d.StopGradient());
    }

    /// <summary>Lets the statistics follow those of a batch.</summary>
    /// <returns>The moving variance, which follows the moving deviation.</returns>
    public Tensor Follow(Tensor mean, Tensor variance, CallContext context)
    {
        var deviation = (variance + _config.Epsilon).Sqrt().StopGradient();
        Move(_mean, mean.StopGradient(), _config.RenormMomentum);
        Move(_deviation, deviation, _config.RenormMomentum);
        return (Move(_movingDeviation, deviation, _config.Momentum).Square() - _config.Epsilon).Relu();

        Tensor Move(Variable moving, Tensor value, double momentum)
        {
            var next = context.Read(moving) * momentum + value * (1 - momentum);
            context.Write(moving, next);
            return next;
        }
    }

    // The deviation that belongs to a variance.
    private sealed record RootOf(Initializer Variance) : Initializer
    {
        public override float[] Sample(Shape shape, RandomStream random) =>
            [.. Variance.Sample(shape, random).Select(MathF.Sqrt)];
    }
}
