using System.Globalization;

namespace Lamina.NN;

/// <summary>What a summary shows besides names, shapes and counts.</summary>
/// <param name="ShowTrainable">Whether a column says which layers are trained.</param>
/// <param name="ExpandNested">Whether the layers of models within the model have rows.</param>
internal readonly record struct SummaryOptions(bool ShowTrainable, bool ExpandNested);

/// <summary>The rows of a model's summary: one for each layer.</summary>
internal sealed class SummaryTable
{
    private readonly Model _model;
    private readonly SummaryOptions _options;
    private readonly bool _showConnections;
    private readonly TextTable _table;

    public SummaryTable(Model model, int? lineLength, SummaryOptions options, int terminalColumns)
    {
        (_model, _options, _showConnections) = (model, options, !IsChain(model));
        _table = new TextTable(Columns(lineLength, terminalColumns));
        AddLayers(model, level: 0);
    }

    public override string ToString() => _table.ToString();

    /// <summary>Whether each call reads the one before it, so that nothing need be said about connections.</summary>
    private static bool IsChain(Model model)
    {
        if (model is Sequential || !model.HasGraph)
        {
            return true;
        }

        var calls = model.Graph.Calls;
        var isChain = calls.Count == model.Layers.Count;
        for (var i = 0; i < calls.Count; i++)
        {
            isChain &= calls[i].Inputs.Count == Math.Min(i, 1)
                && (i == 0 || ReferenceEquals(calls[i].Inputs[0].Call, calls[i - 1]));
        }

        return isChain;
    }

    private TextColumn[] Columns(int? lineLength, int terminalColumns)
    {
        List<(string Head, double End, CellAlignment Alignment)> plan = _showConnections
            ? [
                ("Layer (type)", 0.30, CellAlignment.Left), ("Output Shape", 0.56, CellAlignment.Left),
                ("Param #", 0.74, CellAlignment.Right), ("Connected to", 1, CellAlignment.Left),
            ]
            : [
                ("Layer (type)", 0.45, CellAlignment.Left), ("Output Shape", 0.80, CellAlignment.Left),
                ("Param #", 1, CellAlignment.Right),
            ];
        var longest = _showConnections ? 108 : 88;
        if (_options.ShowTrainable)
        {
            longest += 12;
            plan = [.. plan.Select(column => column with { End = column.End * 0.9 }), ("Trainable", 1, CellAlignment.Center)];
        }

        var length = lineLength ?? Math.Min(longest, terminalColumns - 4);
        var widths = Widths([.. plan.Select(column => column.End)], length);
        return [.. plan.Select((column, i) => new TextColumn(column.Head, widths[i], column.Alignment))];
    }

    // Each column with a blank at both sides, less what the borders take, evenly from left to right.
    private static int[] Widths(double[] ends, int length)
    {
        var widths = new int[ends.Length];
        var excess = (3 * ends.Length) + 1;
        for (var i = 0; i < ends.Length; i++)
        {
            var start = i == 0 ? 0 : (int)(ends[i - 1] * length);
            var share = (int)Math.Round((double)excess / (ends.Length - i), MidpointRounding.ToEven);
            widths[i] = Math.Max(3, (int)(ends[i] * length) - start + 2 - share);
            excess -= share;
        }

        return widths;
    }

    private void AddLayers(Model model, int level)
    {
        foreach (var layer in model.Layers)
        {
            _table.Add(Cells(model, layer, level));
            if (_options.ExpandNested && layer is Model nested)
            {
                AddLayers(nested, level + 1);
            }
        }
    }

    private List<string> Cells(Model model, Layer layer, int level)
    {
        var prefix = level == 0 ? "" : new string(' ', 3 * level) + "└ ";
        var cells = new List<string>
        {
            $"{prefix}{layer.Name} ({layer.KerasName})",
            OutputShape(model, layer),
            layer.IsBuilt ? layer.CountParameters().ToString("N0", CultureInfo.InvariantCulture) : "0 (unbuilt)",
        };
        if (_showConnections)
        {
            // Only the outermost model's connections are part of what is shown.
            cells.Add(ReferenceEquals(model, _model) ? Connections(layer) : "-");
        }

        if (_options.ShowTrainable)
        {
            cells.Add(layer.IsBuilt && layer.Weights.Count > 0 ? layer.Trainable ? "Y" : "N" : "-");
        }

        return cells;
    }

    private static string OutputShape(Model model, Layer layer)
    {
        if (!model.HasGraph || model.Graph.Calls.LastOrDefault(call => ReferenceEquals(call.Layer, layer)) is not { } call)
        {
            return "?";
        }

        var shapes = call.Outputs.Select(output => output.Shape.ToTupleString()).ToArray();
        return shapes.Length == 1 ? shapes[0] : $"[{string.Join(", ", shapes)}]";
    }

    private string Connections(Layer layer)
    {
        var inputs = _model.Graph.Calls.Where(call => ReferenceEquals(call.Layer, layer)).SelectMany(call => call.Inputs);
        var text = string.Join(", ", inputs.Select(input => $"{input.Name}[{NumberOf(input.Call)}][{input.Index}]"));
        return text.Length == 0 ? "-" : text;
    }

    /// <summary>Which call of its layer this is, counted from 0.</summary>
    private int NumberOf(LayerCall call) => _model.Graph.Calls
        .Where(other => ReferenceEquals(other.Layer, call.Layer))
        .TakeWhile(other => !ReferenceEquals(other, call))
        .Count();
}
