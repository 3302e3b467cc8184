using System.Collections;
using System.Runtime.CompilerServices;

namespace Lamina.NN;

/// <summary>The metrics of one output; a single one, by class or by name, is a list too.</summary>
[CollectionBuilder(typeof(MetricList), nameof(Of))]
public sealed class MetricList : IReadOnlyList<Metric>
{
    private readonly Metric[] _metrics;

    private MetricList(Metric[] metrics) => _metrics = metrics;

    /// <summary>Whether it was given as one metric rather than as a list.</summary>
    internal bool IsSingle { get; private init; }

    /// <inheritdoc/>
    public int Count => _metrics.Length;

    /// <inheritdoc/>
    public Metric this[int index] => _metrics[index];

    /// <summary>Some metrics.</summary>
    public static MetricList Of(params ReadOnlySpan<Metric> metrics) => new(metrics.ToArray());

    /// <summary>One metric.</summary>
    public static implicit operator MetricList(Metric metric) => new([metric]) { IsSingle = true };

    /// <summary>The metric that Keras knows by a name.</summary>
    public static implicit operator MetricList(string name) => Metric.Get(name);

    /// <summary>Some metrics.</summary>
    public static implicit operator MetricList(Metric[] metrics) => Of(metrics);

    /// <inheritdoc/>
    public IEnumerator<Metric> GetEnumerator() => ((IEnumerable<Metric>)_metrics).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
