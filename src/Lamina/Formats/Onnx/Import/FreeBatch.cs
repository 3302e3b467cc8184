namespace Lamina.Formats.Onnx.Import;

/// <summary>Takes the size of a batch that a file says out of the shapes that it names.</summary>
internal static class FreeBatch
{
    /// <summary>A node that keeps the first axis where the file says how long it was when the model was exported.</summary>
    public static OnnxNode Of(OnnxNode node, ValueTable values, LayerPlacer placer)
    {
        if (placer.FreedBatch is not { } size || node.OpType != "Reshape" || node.Input.Count < 2
            || values[node.Input[0]] is not LayerValue x || values[node.Input[1]] is not GivenValue { Value: var shape }
            || x.Rank == 0 || shape.Shape.Size == 0)
        {
            return node;
        }

        var axes = shape.ToArray<int>();
        var isBatch = x.Trials.Zip(placer.Trials).All(pair => pair.First[0] == pair.Second.Batch);
        if (!isBatch || axes[0] != size)
        {
            return node;
        }

        axes[0] = 0;
        var name = $"{node.Input[1]} of {node.Output[0]}";
        values[name] = new GivenValue(Tensor.From<int>(axes));
        return node with { Input = [node.Input[0], name] };
    }
}
