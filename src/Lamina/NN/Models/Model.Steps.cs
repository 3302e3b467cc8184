namespace Lamina.NN;

public partial class Model
{
    /// <summary>What one step of training does; override it to train in a way of your own.</summary>
    /// <remarks>
    /// <para>It is traced once for each batch size and compiled: forward, loss, gradients and updates become one plan. So it
    /// is a function of tensors, not of their values; numbers that change go into variables.</para>
    /// <para>By default: <c>var y = step.Call(); var loss = step.ComputeLoss(y); step.Minimize(loss); step.UpdateMetrics(y);</c></para>
    /// </remarks>
    protected internal virtual void TrainStep(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var outputs = step.Call();
        var loss = step.ComputeLoss(outputs);
        step.UpdateMetrics(outputs);
        step.Minimize(loss);
    }

    /// <summary>What one step of an evaluation does; override it together with <see cref="TrainStep"/>.</summary>
    protected internal virtual void TestStep(StepContext step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var outputs = step.Call();
        step.ComputeLoss(outputs);
        step.UpdateMetrics(outputs);
    }
}
