namespace Lamina.NN;

/// <summary>A cell made of a config, to be used in an <see cref="RNN"/>.</summary>
/// <remarks>
/// <para>A cell of one's own says which states it has and what a step computes, and makes its weights in
/// <c>Build</c>:</para>
/// <code>
/// public sealed class Leaky(LeakyConfig config) : RecurrentCell&lt;LeakyConfig&gt;(config)
/// {
///     private Variable? _kernel;
///
///     public override IReadOnlyList&lt;Shape&gt; StateShapes(Shape input) => [[Config.Units]];
///
///     protected override void Build(Shape input) =>
///         _kernel = AddWeight("kernel", [input[^1], Config.Units], Initializer.GlorotUniform);
///
///     protected override (Tensor Output, IReadOnlyList&lt;Tensor&gt; States) Step(
///         Tensor x, IReadOnlyList&lt;Tensor&gt; states, CallContext context)
///     {
///         var h = 0.9 * states[0] + x.MatMul(_kernel!);
///         return (h, [h]);
///     }
/// }
/// </code>
/// </remarks>
/// <typeparam name="TConfig">The config; also the form in which the cell is saved.</typeparam>
public abstract class RecurrentCell<TConfig> : RecurrentCell
    where TConfig : LayerConfig
{
    /// <summary>Makes the cell of its config.</summary>
    protected RecurrentCell(TConfig config)
        : base(config) => Config = config;

    /// <summary>What the cell is made of.</summary>
    public TConfig Config { get; }

    /// <inheritdoc/>
    public override LayerConfig GetConfig() => UpToDate(Config);
}
