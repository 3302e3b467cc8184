using System.Text.Json.Serialization;

namespace Lamina.NN;

/// <summary>Adam with weight decay that does not pass through the running means: 0.004 by default.</summary>
/// <remarks>Source: I. Loshchilov and F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019; the decay is
/// multiplied by the learning rate.</remarks>
public sealed record AdamW : Adam
{
    /// <summary>Makes one.</summary>
    /// <param name="LearningRate">The size η of a step.</param>
    [JsonConstructor]
    public AdamW(double LearningRate = 1e-3)
        : base(LearningRate) => WeightDecay = 0.004;

    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    public AdamW(LearningRateSchedule schedule)
        : base(schedule) => WeightDecay = 0.004;
}
