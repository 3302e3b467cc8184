using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>How an axis is resampled: which place of the input a place of the output stands for, and what is made of the
/// places around it.</summary>
/// <param name="Mode">nearest, linear or cubic.</param>
/// <param name="Coordinates">How places correspond, such as half_pixel.</param>
/// <param name="Nearest">How a place between two is rounded.</param>
internal sealed record OnnxResampling(string Mode, string Coordinates, string Nearest)
{
    // A matrix of weights or a list of places is made, which must stay small.
    private const long MostWeights = 1 << 24;

    /// <summary>The parameter of the cubic kernel.</summary>
    public double Cubic { get; init; } = -0.75;

    /// <summary>Whether places outside have no weight.</summary>
    public bool ExcludeOutside { get; init; }

    /// <summary>The form of an Upsample, which has no choice.</summary>
    public static OnnxResampling OfUpsample(OnnxCall call) => new(ModeOf(call), "asymmetric", "floor");

    /// <summary>The form of a Resize.</summary>
    public static OnnxResampling OfResize(OnnxCall call)
    {
        if (call.Opset < 11)
        {
            return OfUpsample(call);
        }

        var resampling = new OnnxResampling(
            ModeOf(call), call.Text("coordinate_transformation_mode", "half_pixel"), call.Text("nearest_mode", "round_prefer_floor"))
        {
            Cubic = call.Number("cubic_coeff_a", -0.75),
            ExcludeOutside = call.Whole("exclude_outside", 0) != 0,
        };
        return resampling.Coordinates is "half_pixel" or "pytorch_half_pixel" or "align_corners" or "asymmetric"
            or "tf_half_pixel_for_nn" or "half_pixel_symmetric"
            && call.Whole("antialias", 0) == 0 && call.Text("keep_aspect_ratio_policy", "stretch") == "stretch"
            ? resampling
            : throw call.Error($"it resizes with coordinates '{resampling.Coordinates}', antialias {call.Whole("antialias", 0)} and aspect"
                + $" '{call.Text("keep_aspect_ratio_policy", "stretch")}', which Lamina does not.");
    }

    /// <summary>The lengths of the result, and by how much each axis grows.</summary>
    public static (int[] Lengths, double[] Scales) Target(OnnxCall call, Shape from)
    {
        var isResize = call.Node.OpType == "Resize" && call.Opset >= 11;
        int[] axes = isResize && call.Wholes("axes") is { } some ? [.. some.Select(axis => call.Axis(call.X, axis))] : [.. Enumerable.Range(0, from.Rank)];
        var (lengths, scales) = (from.ToArray(), Enumerable.Repeat(1.0, from.Rank).ToArray());
        if (isResize && call.Find(3) is { Shape.Size: > 0 })
        {
            var sizes = Each(call, call.ValuesOf(3), axes.Length);
            for (var i = 0; i < axes.Length; i++)
            {
                lengths[axes[i]] = checked((int)sizes[i]);
                scales[axes[i]] = sizes[i] / Math.Max(1, from[axes[i]]);
            }

            return (lengths, scales);
        }

        var given = Each(call, call.Numbers("scales") ?? call.ValuesOf(isResize ? 2 : 1), axes.Length);
        for (var i = 0; i < axes.Length; i++)
        {
            scales[axes[i]] = given[i];
            lengths[axes[i]] = checked((int)Math.Floor(from[axes[i]] * given[i]));
        }

        return (lengths, scales);
    }

    /// <summary>A tensor resampled along an axis.</summary>
    public Tensor Along(OnnxCall call, Tensor x, int axis, int length, double scale)
    {
        var from = x.Shape[axis];
        if (from < 1 || length < 0 || (long)length * (Mode == "nearest" ? 1 : from) > MostWeights)
        {
            throw call.Error($"axis {axis} has {from} elements and would have {length}, which is more than is resampled here.");
        }

        if (Mode == "nearest")
        {
            int[] places = [.. Enumerable.Range(0, length).Select(i => Math.Clamp(Rounded(Place(i, from, length, scale)), 0, from - 1))];
            return x.Take(Tensor.From<int>(places), axis);
        }

        var weights = new double[length * from];
        for (var i = 0; i < length; i++)
        {
            Fill(weights.AsSpan(i * from, from), Place(i, from, length, scale));
        }

        var matrix = Tensor.Wrap(weights, [length, from]).Cast(x.DType);
        return Places.Map(x, axis, matrix);
    }

    /// <summary>Whether an axis that becomes some times as long has each place that many times.</summary>
    public bool Repeats(int times) => Enumerable.Range(0, 3 * times).All(i => Math.Clamp(Rounded(Place(i, 3, 3 * times, times)), 0, 2) == i / times);

    private static string ModeOf(OnnxCall call) => call.Text("mode", "nearest") switch
    {
        "nearest" => "nearest",
        "linear" or "bilinear" => "linear",
        "cubic" => "cubic",
        var other => throw call.Error($"its mode '{other}' is none of nearest, linear and cubic."),
    };

    private static double[] Each(OnnxCall call, double[] values, int count) => values.Length == count && values.All(value => value > 0)
        ? values
        : throw call.Error($"it needs {count} numbers above 0 for its axes; it was given [{string.Join(", ", values)}].");

    private double Place(int i, int from, int to, double scale) => Coordinates switch
    {
        "align_corners" => to == 1 ? 0 : i * (from - 1.0) / (to - 1),
        "asymmetric" => i / scale,
        "tf_half_pixel_for_nn" => (i + 0.5) / scale,
        "pytorch_half_pixel" => to > 1 ? ((i + 0.5) / scale) - 0.5 : 0,
        "half_pixel_symmetric" => (from / 2.0 * (1 - (to / (from * scale)))) + ((i + 0.5) / scale) - 0.5,
        _ => ((i + 0.5) / scale) - 0.5,
    };

    private int Rounded(double place) => (int)(Nearest switch
    {
        "floor" => Math.Floor(place),
        "ceil" => Math.Ceiling(place),
        "round_prefer_ceil" => Math.Floor(place + 0.5),
        _ => Math.Ceiling(place - 0.5),
    });

    // Places outside count as the one at the edge, unless they are left out.
    private void Fill(Span<double> row, double place)
    {
        var first = (int)Math.Floor(place);
        var (low, high) = Mode == "linear" ? (first, first + 1) : (first - 1, first + 2);
        var sum = 0.0;
        for (var at = low; at <= high; at++)
        {
            var weight = Kernel(Math.Abs(place - at));
            if (ExcludeOutside && (at < 0 || at >= row.Length))
            {
                continue;
            }

            row[Math.Clamp(at, 0, row.Length - 1)] += weight;
            sum += weight;
        }

        for (var i = 0; ExcludeOutside && sum != 0 && i < row.Length; i++)
        {
            row[i] /= sum;
        }
    }

    private double Kernel(double x) => Mode == "linear" ? Math.Max(0, 1 - x)
        : x <= 1 ? ((((Cubic + 2) * x) - (Cubic + 3)) * x * x) + 1
        : x < 2 ? (((((x - 5) * x) + 8) * x) - 4) * Cubic
        : 0;
}
