using System.Text.RegularExpressions;
using Lamina.Formats.SafeTensors;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Weights alone under the paths of their variables, as in <c>.safetensors</c>: into such a file and from any file
/// of named arrays.</summary>
internal static partial class NamedWeights
{
    /// <summary>Writes the weights of a model's layers; the state of training has no place in such a file.</summary>
    public static void WriteSafeTensors(string path, Model model) =>
        SafeTensorsFile.Write(path, Of(model), [KeyValuePair.Create("format", "keras")]);

    /// <summary>Loads a file of named tensors.</summary>
    public static WeightReport FromSafeTensors(string path, Model model, WeightOptions options)
    {
        using var reader = SafeTensorsReader.Open(path);
        SourceArray[] arrays = [.. reader.Tensors.Select(tensor =>
            new SourceArray(tensor.Name, tensor.Name, tensor.Axes, tensor.DType, () => reader.Read(tensor.Name)))];
        return Load(model, arrays, path, options);
    }

    /// <summary>Loads named arrays: by the paths of variables, or by Keras's places where they have such.</summary>
    /// <param name="model">The model, built.</param>
    /// <param name="arrays">The arrays, in the order of the file.</param>
    /// <param name="file">What messages call the file.</param>
    /// <param name="options">How to load, and how names of the file become paths of variables.</param>
    /// <exception cref="LaminaFormatException">Arrays are missing, left over or of another shape; all are named.</exception>
    public static WeightReport Load(Model model, IReadOnlyList<SourceArray> arrays, string file, WeightOptions options)
    {
        if (options.Names is null && arrays.Any(array => Place().IsMatch(array.Name)))
        {
            return WeightLoader.Load(model, WeightContainer.Of(arrays), file, options);
        }

        var assignment = new Assignment(file);
        NamedMatcher.Match(model, options.Names?.Apply(arrays, model, file) ?? arrays, assignment);
        return assignment.Apply(options.SkipMismatch, isNewModel: false);
    }

    /// <summary>Copies of a model's weights by their paths; all by their places where a path is not one weight's
    /// alone.</summary>
    public static IEnumerable<KeyValuePair<string, Tensor>> Of(Model model)
    {
        var weights = WeightPaths.OfLayers(model).ToArray();
        var isUnique = weights.DistinctBy(weight => weight.Variable.Path).Count() == weights.Length;
        return weights.Select(weight => KeyValuePair.Create(isUnique ? weight.Variable.Path : weight.Path, weight.Variable.Read()));
    }

    [GeneratedRegex("(^|/)vars/[0-9]+$")]
    private static partial Regex Place();
}
