namespace Lamina.Formats.Onnx.Import;

/// <summary>Finds operators that mix samples with each other: then the size of a batch that the file says must stay.</summary>
internal static class SampleCheck
{
    /// <summary>Refuses a node that mixes samples.</summary>
    /// <exception cref="LaminaFormatException">It does.</exception>
    public static void Refuse(NodeImport import)
    {
        var mixed = import.Node.Input.Select((_, i) => import.Layer(i)).OfType<LayerValue>()
            .Any(value => MixedAxes(import, value).Any(axis => IsBatch(import, value, axis)));
        if (mixed)
        {
            throw import.Call.Error("it works along the axis of the samples, so a batch must have the size that the file says.");
        }
    }

    private static bool IsBatch(NodeImport import, LayerValue value, int axis) =>
        value.Trials.Zip(import.Placer.Trials).All(pair => axis < pair.First.Rank && axis >= 0 && pair.First[axis] == pair.Second.Batch);

    private static IEnumerable<int> MixedAxes(NodeImport import, LayerValue value)
    {
        var call = import.Call;
        return import.Node.OpType switch
        {
            "Softmax" or "LogSoftmax" => One(call.Whole("axis", call.Opset < 13 ? 1 : -1)),
            "ArgMax" or "ArgMin" or "Concat" or "Split" or "LpNormalization" or "GatherElements" => One(call.Whole("axis", 0)),
            "TopK" => One(call.Whole("axis", -1)),
            "CumSum" => call.Find(1) is null ? [] : One((int)call.ValueOf(1)),
            "LSTM" or "GRU" or "RNN" => One(call.Whole("layout", 0) == 0 ? 0 : 1),
            var name when name.StartsWith("Reduce", StringComparison.Ordinal) =>
                (call.Wholes("axes") ?? (call.Find(1) is null ? [.. Enumerable.Range(0, value.Rank)] : call.WholesOf(1))).SelectMany(One),
            _ => [],
        };

        IEnumerable<int> One(int axis) => [axis < 0 ? axis + value.Rank : axis];
    }
}
