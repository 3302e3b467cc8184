namespace Lamina.NN;

/// <summary>The augmentations among which <see cref="RandAugment"/> and <see cref="AugMix"/> choose.</summary>
internal sealed class Augmentations
{
    private readonly RandomShear _shear;
    private readonly RandomTranslation _translation;
    private readonly RandomRotation _rotation;
    private readonly Sampling _sampling;

    /// <summary>Makes them, all of one strength.</summary>
    /// <param name="factor">The bounds of the strength, from 0 to 1.</param>
    /// <param name="valueRange">The lowest and the highest value of a pixel.</param>
    /// <param name="interpolation">How a value between pixels is made.</param>
    /// <param name="seed">The seed of each.</param>
    /// <param name="withColours">Whether those are among them that change brightness, colour, contrast and sharpness.</param>
    public Augmentations(
        ValueList<double> factor, ValueList<double> valueRange, Interpolation interpolation, int? seed, bool withColours)
    {
        _shear = new RandomShear(factor, factor, interpolation, seed: seed);
        _translation = new RandomTranslation(factor, factor, interpolation: interpolation, seed: seed);
        _rotation = new RandomRotation(factor, interpolation: interpolation, seed: seed);
        _sampling = new Sampling(interpolation, FillMode.Reflect);
        var bits = Math.Max(1, (int)(8 * factor[1]));
        Colours =
        [
            .. withColours
                ? (Layer[])[
                    new RandomBrightness(factor, valueRange, seed), new RandomColorDegeneration(factor, valueRange, seed),
                    new RandomContrast(factor, valueRange, seed), new RandomSharpness(factor, valueRange, seed),
                ]
                : [],
            new RandomPosterization((double)bits, valueRange, seed), new Solarization(factor, factor, valueRange, seed),
            new AutoContrast(valueRange), new Equalization(valueRange),
        ];
    }

    /// <summary>Those that change colours.</summary>
    public IReadOnlyList<Layer> Colours { get; }

    /// <summary>All of them.</summary>
    public IEnumerable<Layer> All => [_shear, _translation, _rotation, .. Colours];

    /// <summary>How many there are.</summary>
    public int Count => 3 + Colours.Count;

    /// <summary>Images [batch, height, width, channels] changed by one of them, or by none.</summary>
    /// <param name="images">The images.</param>
    /// <param name="choice">Its number, a scalar; <see cref="Count"/> for none.</param>
    /// <param name="context">The call.</param>
    public Tensor Chosen(Tensor images, Tensor choice, CallContext context)
    {
        // The three that move pixels are one transformation, of which only the numbers differ.
        Projection[] given = [_shear.ProjectionOf(images, context), _translation.ProjectionOf(images, context), _rotation.ProjectionOf(images, context)];
        var projection = new Projection(
            Number(p => p.A0, 1), Number(p => p.A1, 0), Number(p => p.A2, 0), Number(p => p.B0, 0), Number(p => p.B1, 1), Number(p => p.B2, 0));
        var result = Image.Warp(images, projection, _sampling);
        for (var i = 0; i < Colours.Count; i++)
        {
            result = Tensor.Where(choice.EqualTo(3 + i), Colours[i].Apply(images, context), result);
        }

        return result;

        Tensor Number(Func<Projection, Tensor> part, double identity)
        {
            var number = Tensor.Full([images.Shape[0], 1], identity, images.DType);
            for (var i = 0; i < given.Length; i++)
            {
                number = Tensor.Where(choice.EqualTo(i), part(given[i]), number);
            }

            return number;
        }
    }
}
