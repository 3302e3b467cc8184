namespace Lamina.NN;

/// <summary>A placeholder for what a layer will give: what the functional style passes from layer to layer.</summary>
public sealed class KerasTensor
{
    internal KerasTensor(LayerCall call, int index, Shape shape, DType dtype)
    {
        (Call, Index, Shape, DType) = (call, index, shape, dtype);
    }

    /// <summary>Its shape; the batch axis is unknown.</summary>
    public Shape Shape { get; }

    /// <summary>The type of its elements.</summary>
    public DType DType { get; }

    /// <summary>The name of the layer that gives it.</summary>
    public string Name => Call.Layer.Name;

    internal LayerCall Call { get; }

    /// <summary>Its place among the call's outputs.</summary>
    internal int Index { get; }
}

/// <summary>One use of a layer in a functional model; a shared layer has several.</summary>
internal sealed class LayerCall
{
    /// <summary>The layer, built already, applied to placeholders.</summary>
    public LayerCall(Layer layer, IReadOnlyList<KerasTensor> inputs, CallArguments? arguments = null)
    {
        (Layer, Inputs, Arguments) = (layer, inputs, arguments ?? CallArguments.None);
        var outputs = layer.InferOutputs([.. inputs.Select(input => (input.Shape, input.DType))], Arguments);
        Outputs = [.. outputs.Select((output, i) => new KerasTensor(this, i, output.Shape, output.DType))];
    }

    /// <summary>An input of a model.</summary>
    public LayerCall(Input layer, Shape shape, DType dtype)
    {
        (Layer, Inputs) = (layer, []);
        Outputs = [new KerasTensor(this, 0, shape, dtype)];
    }

    public Layer Layer { get; }

    public IReadOnlyList<KerasTensor> Inputs { get; }

    /// <summary>What the call says besides its inputs.</summary>
    public CallArguments Arguments { get; } = CallArguments.None;

    public IReadOnlyList<KerasTensor> Outputs { get; }
}
