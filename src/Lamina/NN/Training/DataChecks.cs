using System.Runtime.CompilerServices;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What training data must be; each error says which input, which sample, which value.</summary>
internal static class DataChecks
{
    public static string NameOf(string name, int index, int count) => count == 1 ? name : $"{name}[{index}]";

    public static int BatchSize(int value, [CallerMemberName] string name = "") => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(Argument(name), $"{Argument(name)} needs to be at least 1; it was given {value}.");

    public static int? Steps(int? value, [CallerMemberName] string name = "") => value is { } steps ? BatchSize(steps, name) : null;

    public static int AtLeastZero(int value, [CallerMemberName] string name = "") => value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(Argument(name), $"{Argument(name)} needs to be at least 0; it was given {value}.");

    public static void NotEmpty(IReadOnlyList<Tensor> x, string prefix = "")
    {
        for (var i = 0; i < x.Count; i++)
        {
            if (x[i].Rank == 0 || x[i].Shape.Size == 0)
            {
                throw new ArgumentException($"{NameOf(prefix + "x", i, x.Count)} is empty: its shape is {x[i].Shape}.");
            }
        }
    }

    public static void Inputs(Model model, IReadOnlyList<Tensor> x, string prefix = "")
    {
        if (x.Count != model.Inputs.Count)
        {
            throw new ArgumentException($"'{model.Name}' has {Count(model.Inputs.Count, "input")}; {prefix}x holds {x.Count}.");
        }

        NotEmpty(x, prefix);
        for (var i = 0; i < x.Count; i++)
        {
            var (name, shape, wanted) = (NameOf(prefix + "x", i, x.Count), x[i].Shape, model.Inputs[i].Shape);
            if (shape.Rank != wanted.Rank || shape.Skip(1).Zip(wanted.Skip(1)).Any(axes => axes.Second != Shape.Unknown && axes.First != axes.Second))
            {
                throw Mismatch.Shapes(
                    $"'{model.Name}' takes inputs of shape {wanted}; {name} has the shape {shape}.");
            }

            if ((model.Inputs[i].DType == DType.String) != (x[i].DType == DType.String))
            {
                throw new DTypeMismatchException(
                    $"'{model.Inputs[i].Name}' takes {(model.Inputs[i].DType == DType.String ? "string" : "numbers")}; {name} is {x[i].DType.KerasName}."
                    + (x[i].DType == DType.String
                        ? "\n  hint: give the Input the dtype string, and let StringLookup, TextVectorization or Hashing read it."
                        : "\n  hint: numbers are categories for IntegerLookup and Hashing, behind an Input of another dtype."));
            }

            if (model.Inputs[i].DType.IsInteger && x[i].DType.IsFloat)
            {
                throw new DTypeMismatchException(
                    $"'{model.Inputs[i].Name}' takes {model.Inputs[i].DType.KerasName}; {name} is {x[i].DType.KerasName}. Cast it first.");
            }
        }

        SameLength(x, [.. x.Select((_, i) => NameOf(prefix + "x", i, x.Count))]);
    }

    /// <summary>Inputs, targets and weights of samples fit the model and are equally many.</summary>
    public static void Lengths(Model model, IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> y, IReadOnlyList<Tensor> weights, string prefix)
    {
        Inputs(model, x, prefix);
        if (y.Count != model.Outputs.Count)
        {
            throw new ArgumentException($"'{model.Name}' has {Count(model.Outputs.Count, "output")}; {prefix}y holds {y.Count}.");
        }

        foreach (var (i, target) in y.Index().Where(target => target.Item.DType == DType.String))
        {
            throw new DTypeMismatchException(
                $"{NameOf(prefix + "y", i, y.Count)} is string; targets are numbers."
                + "\n  hint: new StringLookup(numOovIndices: 0) with the names of the classes makes class numbers of them.");
        }

        if (weights.Count > 1 && weights.Count != y.Count)
        {
            throw new ArgumentException(
                $"'{model.Name}' has {Count(model.Outputs.Count, "output")}; {prefix}sampleWeight holds {weights.Count} tensors. Give one for all, or one for each.");
        }

        SameLength(
            [.. x, .. y, .. weights],
            [.. Names(x, "x"), .. Names(y, "y"), .. Names(weights, "sampleWeight")]);

        IEnumerable<string> Names(IReadOnlyList<Tensor> tensors, string name) =>
            tensors.Select((_, i) => NameOf(prefix + name, i, tensors.Count));
    }

    /// <summary>The values of all tensors are finite, and class numbers name an output of the model.</summary>
    public static void Values(IReadOnlyList<OutputSettings> outputs, Model model, IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> y, string prefix)
    {
        for (var i = 0; i < x.Count; i++)
        {
            Finite(x[i], NameOf(prefix + "x", i, x.Count));
        }

        for (var i = 0; i < y.Count; i++)
        {
            var name = NameOf(prefix + "y", i, y.Count);
            Finite(y[i], name);
            Labels(outputs[i].Loss, y[i], model.Outputs[i].Shape, name);
        }
    }

    /// <summary>What layers read as whole numbers straight from the data are such as they have room for.</summary>
    public static void Indices(Model model, IReadOnlyList<Tensor> entries)
    {
        if (!model.HasGraph)
        {
            return;
        }

        var lookups = model.Graph.Lookups;
        for (var i = 0; i < lookups.Count; i++)
        {
            lookups[i].Layer.CheckIndices(entries[lookups[i].Entry]);
        }
    }

    /// <summary>A number of things: <c>1 input</c>, <c>2 inputs</c>.</summary>
    public static string Count(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";

    private static string Argument(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static void Finite(Tensor data, string name)
    {
        var at = data.Data() switch
        {
            float[] x => Array.FindIndex(x, static value => !float.IsFinite(value)),
            double[] x => Array.FindIndex(x, static value => !double.IsFinite(value)),
            _ => -1,
        };
        if (at >= 0)
        {
            var row = data.Shape[1..].Size;
            throw new ArgumentException(
                $"{name} holds {data.ToArray<double>()[at]} in sample {at / row}, place {at % row}; values need to be finite. "
                + "Remove the sample, or fill in a value.");
        }
    }

    private static void Labels(Loss? loss, Tensor data, Shape output, string name)
    {
        if (loss is not SparseCategoricalCrossentropy sparse)
        {
            return;
        }

        var classes = output[output.NormalizeAxis(sparse.Axis)];
        var labels = data.ToArray<double>();
        var at = Array.FindIndex(labels, label => (label < 0 || label >= classes || label != Math.Floor(label)) && label != sparse.IgnoreClass);
        if (at >= 0)
        {
            throw new ArgumentException(
                $"{name} holds the label {labels[at]} in sample {at / data.Shape[1..].Size}; the model has {classes} outputs, "
                + $"so labels are whole numbers from 0 to {classes - 1}.");
        }
    }

    private static void SameLength(IReadOnlyList<Tensor> tensors, string[] names)
    {
        for (var i = 1; i < tensors.Count; i++)
        {
            var rows = tensors[i].Rank == 0 ? 1 : tensors[i].Shape[0];
            if (rows != tensors[0].Shape[0])
            {
                throw new ArgumentException(
                    $"{names[0]} has {tensors[0].Shape[0]} samples and {names[i]} has {rows}; they need to be equally many.");
            }
        }
    }
}
