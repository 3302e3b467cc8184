using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>What is fed to a graph, and which axis of it is the batch.</summary>
/// <remarks>Lamina's models have the batch first; where ONNX has it elsewhere, the input is given that order.</remarks>
internal sealed class ModelInputs
{
    // More elements are no sample.
    private const long LargestSample = 1 << 27;

    private static readonly string[] BatchNames = ["n", "b", "bs", "none"];

    private readonly ImportGraph _graph;
    private readonly string _batchName;

    private ModelInputs(ImportGraph graph)
    {
        _graph = graph;
        string[] names = [.. graph.Inputs.SelectMany(AxesOf).Select(axis => axis.Param).Where(name => name.Length > 0)];
        _batchName = names.FirstOrDefault(name => name.Contains("batch", StringComparison.OrdinalIgnoreCase))
            ?? names.FirstOrDefault(name => BatchNames.Contains(name.ToLowerInvariant()))
            ?? (AxesOf(graph.Inputs[0]) is [var first, ..] ? first.Param : "");
        IsOpen = graph.Inputs.Any(input => BatchAxis(input) is { } axis && AxesOf(input)[axis].Value is null);
        int?[] fixedSizes = [.. graph.Inputs.Select(input => BatchAxis(input) is { } axis ? Fixed(AxesOf(input)[axis]) : null)];
        FixedBatch = IsOpen ? null : fixedSizes[0];
        HasOpenAxes = graph.Inputs.Any(input => AxesOf(input).Where((axis, i) => axis.Value is null && i != BatchAxis(input)).Any());
        Check(fixedSizes);
    }

    /// <summary>Whether the file leaves the size of a batch open.</summary>
    public bool IsOpen { get; }

    /// <summary>The size of a batch that the file says.</summary>
    public int? FixedBatch { get; }

    /// <summary>Whether the file leaves other axes open.</summary>
    public bool HasOpenAxes { get; }

    /// <summary>Reads what is fed.</summary>
    /// <exception cref="LaminaFormatException">Something of it is no tensor, or has no batch.</exception>
    public static ModelInputs Of(ImportGraph graph) => graph.Inputs.Count > 0
        ? new ModelInputs(graph)
        : throw graph.File.Error("the graph has no inputs, so there is nothing to predict from.");

    /// <summary>Places the inputs.</summary>
    /// <param name="placer">Where to.</param>
    /// <param name="values">Where they are noted.</param>
    /// <param name="isOpen">Whether a batch may be of any size.</param>
    public KerasTensor[] Place(LayerPlacer placer, ValueTable values, bool isOpen) =>
        [.. _graph.Inputs.Select(input => Place(input, placer, values, isOpen))];

    private KerasTensor Place(OnnxValueInfo input, LayerPlacer placer, ValueTable values, bool isOpen)
    {
        var axes = AxesOf(input);
        var batch = BatchAxis(input)!.Value;
        int[] order = [batch, .. Enumerable.Range(0, axes.Count).Where(axis => axis != batch)];
        Shape shape = [.. order.Select(axis => axis == batch && isOpen ? Shape.Unknown : Fixed(axes[axis]) ?? Shape.Unknown)];
        KerasTensor tensor = new Input(new InputConfig
        {
            Name = placer.Names.Unique(input.Name),
            BatchShape = shape,
            DType = input.Type!.ElemType == OnnxDataType.UInt8 ? DType.UInt8 : GivenTensors.DTypeOf(input.Type.ElemType, _graph.File),
        }).Output;
        placer.Note(tensor, [.. placer.Trials.Select(trial => Shape.Create(
            [.. order.Select(axis => axis == batch ? trial.Batch : Fixed(axes[axis]) ?? trial.Length)]))]);
        var view = new AxisView([.. Enumerable.Range(0, axes.Count).Select(axis => Array.IndexOf(order, axis))]);
        values[input.Name] = placer.ValueOf(tensor, view);
        return tensor;
    }

    private void Check(int?[] sizes)
    {
        for (var i = 0; i < sizes.Length; i++)
        {
            var input = _graph.Inputs[i];
            if (AxesOf(input).Count == 0)
            {
                throw _graph.File.Error($"the input '{input.Name}' is a single number; models take a row for each sample.");
            }

            if (BatchAxis(input) is null || (!IsOpen && sizes[i] != FixedBatch) || sizes[i] == 0)
            {
                throw _graph.File.Error($"the input '{input.Name}' has the shape {Text(input)}, which has no axis of samples like"
                    + $" '{_graph.Inputs[0].Name}' with {Text(_graph.Inputs[0])}; Lamina's models take as many rows of each input."
                    + "\n  hint: export the model with the first axis of each input named 'batch' as a dynamic axis.");
            }

            var size = AxesOf(input).Where((_, axis) => axis != BatchAxis(input)).Aggregate(
                1L, (product, axis) => Math.Min(product * Math.Max(1, axis.Value ?? 1), LargestSample + 1));
            if (size > LargestSample)
            {
                throw _graph.File.Error($"a sample of the input '{input.Name}' has the shape {Text(input)}; Lamina takes at most {LargestSample} elements.");
            }
        }
    }

    // The axis of the batch's name, or else the first, if it is open where others are.
    private int? BatchAxis(OnnxValueInfo input)
    {
        var axes = AxesOf(input);
        var named = _batchName.Length == 0 ? -1 : Enumerable.Range(0, axes.Count).FirstOrDefault(i => axes[i].Param == _batchName, -1);
        return named >= 0 ? named : axes.Count > 0 && (axes[0].Value is null || !IsOpen) ? 0 : null;
    }

    private IReadOnlyList<OnnxDimension> AxesOf(OnnxValueInfo input) => input.Type switch
    {
        null or { IsTensor: false } => throw _graph.File.Error($"the input '{input.Name}' is no tensor; Lamina's models take tensors."),
        { Shape: null } => throw _graph.File.Error($"the input '{input.Name}' has no shape.\n  hint: export the model with the number of axes known."),
        { Shape: var axes } => axes,
    };

    private int? Fixed(OnnxDimension axis) => axis.Value switch
    {
        null => null,
        >= 0 and <= int.MaxValue => (int)axis.Value,
        _ => throw _graph.File.Error($"an input has an axis of length {axis.Value}; lengths are from 0 to {int.MaxValue}."),
    };

    private string Text(OnnxValueInfo input) =>
        $"[{string.Join(", ", AxesOf(input).Select(axis => axis.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? (axis.Param.Length > 0 ? axis.Param : "?")))}]";
}
