using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Tensors of random numbers, drawn at once: within a compiled function they are constants.</summary>
/// <remarks>The seed is a <see cref="SeedGenerator"/>, or a number for the same numbers at each call; without one
/// they follow
/// <see cref="Seed"/>. Layers draw theirs anew in each step.</remarks>
public static class RandomTensors
{
    /// <summary>Numbers of the normal distribution.</summary>
    public static Tensor Normal(Shape shape, double mean = 0, double stddev = 1, SeedGenerator? seed = null) =>
        Draw(shape, seed, random => mean + (stddev * random.Normal()));

    /// <summary>Numbers of the normal distribution, those beyond two standard deviations drawn again.</summary>
    public static Tensor TruncatedNormal(Shape shape, double mean = 0, double stddev = 1, SeedGenerator? seed = null) =>
        Draw(shape, seed, random =>
        {
            double x;
            do
            {
                x = random.Normal();
            }
            while (Math.Abs(x) > 2);
            return mean + (stddev * x);
        });

    /// <summary>Numbers from <paramref name="low"/> to below <paramref name="high"/>, each equally likely.</summary>
    public static Tensor Uniform(Shape shape, double low = 0, double high = 1, SeedGenerator? seed = null) =>
        Draw(shape, seed, random => Math.Min(random.Uniform(low, high), MathF.BitDecrement((float)high)));

    /// <summary>Whole numbers from <paramref name="low"/> to below <paramref name="high"/>, as int32.</summary>
    public static Tensor RandomInteger(Shape shape, int low, int high, SeedGenerator? seed = null)
    {
        if (high <= low)
        {
            throw new ArgumentOutOfRangeException(
                nameof(high), high, $"There is no whole number from {low} to below {high}.");
        }

        var random = Stream(seed);
        var values = new int[shape.Size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = low + random.Next(high - low);
        }

        return Tensor.Wrap(values, shape);
    }

    /// <summary>Classes drawn by their scores: logits [batch, classes] → int32 [batch, samples].</summary>
    /// <remarks>The largest of the logits with Gumbel's noise, <c>−ln(−ln u)</c>, is drawn with the probabilities of
    /// their
    /// softmax.</remarks>
    public static Tensor Categorical(Tensor logits, int samples, SeedGenerator? seed = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        if (logits.Rank != 2)
        {
            throw Mismatch.Shapes("Categorical needs logits [batch, classes].", ("logits", logits.Shape));
        }

        var noise = Draw([logits.Shape[0], samples, logits.Shape[1]], seed, static random => -Math.Log(-Math.Log(Open(random))));
        return (logits.Cast(DType.Float32).ExpandDims(1) + noise).ArgMax(-1);
    }

    /// <summary>Numbers of the gamma distribution of shape α and scale 1.</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="alpha">The shape of the distribution, greater than 0; broadcasts.</param>
    /// <param name="seed">The seed.</param>
    public static Tensor Gamma(Shape shape, Tensor alpha, SeedGenerator? seed = null)
    {
        var random = Stream(seed);
        return Each(shape, alpha, a => Gamma(random, a));
    }

    /// <summary>Numbers of the beta distribution.</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="alpha">How much weight lies on 1, greater than 0; broadcasts.</param>
    /// <param name="beta">How much weight lies on 0, greater than 0; broadcasts.</param>
    /// <param name="seed">The seed.</param>
    public static Tensor Beta(Shape shape, Tensor alpha, Tensor beta, SeedGenerator? seed = null)
    {
        var random = Stream(seed);
        var (x, y) = (Each(shape, alpha, a => Gamma(random, a)), Each(shape, beta, b => Gamma(random, b)));
        return (x / (x + y)).Evaluate();
    }

    /// <summary>How often something happens in a number of trials, as float32.</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="counts">The numbers of trials; broadcasts.</param>
    /// <param name="probabilities">The probabilities in each trial; broadcasts.</param>
    /// <param name="seed">The seed.</param>
    public static Tensor Binomial(Shape shape, Tensor counts, Tensor probabilities, SeedGenerator? seed = null)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(probabilities);
        var random = Stream(seed);
        var trials = counts.Cast(DType.Float32).BroadcastTo(shape).ToArray();
        var shares = probabilities.Cast(DType.Float32).BroadcastTo(shape).ToArray();
        var successes = trials.Zip(shares, (n, p) => (float)Enumerable.Range(0, (int)n).Count(_ => random.Uniform() < p));
        return Tensor.Wrap(successes.ToArray(), shape);
    }

    /// <summary>Each element left out, as 0, with some probability, and the others made larger, so that the mean
    /// stays.</summary>
    /// <param name="inputs">The elements.</param>
    /// <param name="rate">The probability, from 0 to below 1.</param>
    /// <param name="noiseShape">The shape of what is drawn, which broadcasts; that of the inputs where null.</param>
    /// <param name="seed">The seed.</param>
    public static Tensor Dropout(Tensor inputs, double rate, Shape? noiseShape = null, SeedGenerator? seed = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (rate is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate is a number from 0 to below 1.");
        }

        var keep = Uniform(noiseShape ?? inputs.Shape, seed: seed) >= rate;
        return Tensor.Where(keep, inputs * (1 / (1 - rate)), 0);
    }

    /// <summary>What stands along an axis in random order, each order equally likely.</summary>
    public static Tensor Shuffle(Tensor x, int axis = 0, SeedGenerator? seed = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        int[] places = [.. Enumerable.Range(0, x.Shape[x.Shape.NormalizeAxis(axis)])];
        Stream(seed).Shuffle(places.AsSpan());
        return x.Take(places, axis);
    }

    private static RandomStream Stream(SeedGenerator? seed) => (seed ?? new SeedGenerator()).Next();

    private static Tensor Draw(Shape shape, SeedGenerator? seed, Func<RandomStream, double> draw)
    {
        var random = Stream(seed);
        var values = new float[shape.Size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)draw(random);
        }

        return Tensor.Wrap(values, shape);
    }

    private static Tensor Each(Shape shape, Tensor parameter, Func<double, double> draw)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var parameters = parameter.Cast(DType.Float32).BroadcastTo(shape).ToArray();
        return Tensor.Wrap(Array.ConvertAll(parameters, a => (float)draw(a)), shape);
    }

    private static double Open(RandomStream random) => 1 - random.Uniform() is var u && u < 1 ? u : 0.5;

    // Source: G. Marsaglia and W. W. Tsang, "A Simple Method for Generating Gamma Variables", ACM TOMS 26(3), 2000.
    private static double Gamma(RandomStream random, double alpha)
    {
        if (!(alpha > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(alpha), alpha, "The shape of a gamma distribution is greater than 0.");
        }

        if (alpha < 1)
        {
            return Gamma(random, alpha + 1) * Math.Pow(1 - random.Uniform(), 1 / alpha);
        }

        var d = alpha - (1.0 / 3);
        while (true)
        {
            var x = random.Normal();
            var v = Math.Pow(1 + (x / Math.Sqrt(9 * d)), 3);
            if (v > 0 && Math.Log(1 - random.Uniform()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
            {
                return d * v;
            }
        }
    }
}
