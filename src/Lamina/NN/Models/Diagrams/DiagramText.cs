using System.Globalization;

namespace Lamina.NN;

/// <summary>What a picture says about a layer.</summary>
internal static class DiagramText
{
    // More calls or inputs than these are counted, not listed.
    private const int MostShapes = 4;

    /// <summary>Class and activation: <c>Dense · relu</c>.</summary>
    public static string Kind(Layer layer, DiagramOptions options)
    {
        var activation = options.ShowLayerActivations ? ActivationOf(layer)?.Name : null;
        return activation is null or "linear" ? layer.KerasName : $"{layer.KerasName} · {activation}";
    }

    /// <summary>The shapes that the layer takes, each once.</summary>
    public static IReadOnlyList<string> Inputs(DiagramNode node, DiagramOptions options) =>
        Shapes(node.Calls.SelectMany(call => call.Inputs), options);

    /// <summary>The shapes that the layer gives, each once.</summary>
    public static IReadOnlyList<string> Outputs(DiagramNode node, DiagramOptions options) =>
        Shapes(node.Calls.SelectMany(call => call.Outputs), options);

    /// <summary>The number of weights and whether they are trained; null where there is nothing to say.</summary>
    public static string? Parameters(DiagramNode node, DiagramOptions options)
    {
        var count = node.Layer.CountParameters();
        if (count == 0)
        {
            return null;
        }

        var state = node.IsFrozen ? " · frozen" : options.ShowTrainable ? " · trainable" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "param" : "params")}{state}");
    }

    private static string[] Shapes(IEnumerable<KerasTensor> tensors, DiagramOptions options)
    {
        if (!options.ShowShapes && !options.ShowDtype)
        {
            return [];
        }

        string[] texts = [.. tensors.Select(tensor => Text(tensor, options)).Distinct()];
        return texts.Length <= MostShapes
            ? texts
            : [.. texts.Take(MostShapes - 1), string.Create(CultureInfo.InvariantCulture, $"and {texts.Length - MostShapes + 1} more")];
    }

    private static string Text(KerasTensor tensor, DiagramOptions options) => (options.ShowShapes, options.ShowDtype) switch
    {
        (true, true) => $"{tensor.Shape.ToTupleString()} {tensor.DType.KerasName}",
        (true, false) => tensor.Shape.ToTupleString(),
        _ => tensor.DType.KerasName,
    };

    // A row for each config that has an activation.
    private static Activation? ActivationOf(Layer layer) => layer.GetConfig() switch
    {
        DenseConfig config => config.Activation,
        ActivationConfig config => config.Activation,
        ConvolutionConfig config => config.Activation,
        RecurrentUnitsConfig config => config.Activation,
        _ => null,
    };
}
