namespace Lamina.NN;

/// <summary>The likeliest labels of one sequence, found by following the best beginnings step by step.</summary>
/// <remarks>Source: A. Y. Hannun et al., "First-Pass Large Vocabulary Continuous Speech Recognition using
/// Bi-Directional
/// Recurrent DNNs", arXiv:1408.2873, 2014, algorithm 1 without a language model.</remarks>
/// <param name="logits">Logarithms of probabilities, step by step.</param>
/// <param name="classes">How many classes.</param>
/// <param name="blank">The class of blanks.</param>
/// <param name="width">How many beginnings are kept.</param>
internal sealed class BeamSearch(ReadOnlyMemory<double> logits, int classes, int blank, int width)
{
    // Of each beginning the logarithms of the probabilities that it ends with a blank, and with its last label.
    private Dictionary<string, Beginning> _beginnings = new() { [""] = new([]) { Blank = 0 } };

    /// <summary>The best results, fewer if there are not so many.</summary>
    public IEnumerable<(int[] Labels, double Score)> Best(int count)
    {
        for (var step = 0; step < logits.Length / classes; step++)
        {
            _beginnings = Next(logits.Span.Slice(step * classes, classes))
                .OrderByDescending(static pair => pair.Value.Total)
                .Take(width)
                .ToDictionary(static pair => pair.Key, static pair => pair.Value);
        }

        return _beginnings.Values.OrderByDescending(static b => b.Total).Take(count).Select(static b => (b.Labels, b.Total));
    }

    private Dictionary<string, Beginning> Next(ReadOnlySpan<double> step)
    {
        Dictionary<string, Beginning> next = [];
        foreach (var old in _beginnings.Values)
        {
            for (var label = 0; label < classes; label++)
            {
                var p = step[label];
                if (label == blank)
                {
                    var same = Of(next, old.Labels);
                    same.Blank = LogSum(same.Blank, old.Total + p);
                    continue;
                }

                var isRepeated = old.Labels.Length > 0 && old.Labels[^1] == label;
                var longer = Of(next, [.. old.Labels, label]);
                longer.Label = LogSum(longer.Label, (isRepeated ? old.Blank : old.Total) + p);
                if (isRepeated)
                {
                    var same = Of(next, old.Labels);
                    same.Label = LogSum(same.Label, old.Label + p);
                }
            }
        }

        return next;
    }

    private static Beginning Of(Dictionary<string, Beginning> next, int[] labels)
    {
        var key = string.Join(',', labels);
        if (!next.TryGetValue(key, out var beginning))
        {
            next.Add(key, beginning = new(labels));
        }

        return beginning;
    }

    private static double LogSum(double a, double b)
    {
        var (low, high) = (Math.Min(a, b), Math.Max(a, b));
        return double.IsNegativeInfinity(low) ? high : high + Math.Log(1 + Math.Exp(low - high));
    }

    private sealed class Beginning(int[] labels)
    {
        public int[] Labels => labels;

        public double Blank { get; set; } = double.NegativeInfinity;

        public double Label { get; set; } = double.NegativeInfinity;

        public double Total => LogSum(Blank, Label);
    }
}
